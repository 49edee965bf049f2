import { DIRECTIONS } from "@/lib/people/assessments/measurement";
import { GROUP_POLES, GROUP_TITLES } from "@/lib/people/results/trait-words";
import { GROUP_NAMES, GROUPS, type GroupName } from "@/lib/scoring/model";

const WIDTH = 480;
const HEIGHT = 340;
const RADIUS = 135;
const RINGS = [0.25, 0.5, 0.75, 1];

/** The seven groups at a glance, each as the mean of its traits turned towards one pole. The bars above are the detail. */
export function GroupRadar({ traits }: { traits: readonly (number | null)[] }) {
  const axes = GROUP_NAMES.flatMap((group) => {
    const value = meanOf(group, traits);
    return value === null ? [] : [{ group, value }];
  });
  const point = (index: number, share: number): [number, number] => {
    const angle = (index / axes.length) * 2 * Math.PI - Math.PI / 2;
    return [Math.cos(angle) * RADIUS * share, Math.sin(angle) * RADIUS * share];
  };
  const outline = (share: (index: number) => number) =>
    axes
      .map((_, index) =>
        point(index, share(index))
          .map((value) => value.toFixed(1))
          .join(","),
      )
      .join(" ");
  return (
    <figure className="grid items-center gap-6 sm:grid-cols-[1.2fr_1fr]">
      <svg
        viewBox={`${-WIDTH / 2} ${-HEIGHT / 2 - 8} ${WIDTH} ${HEIGHT}`}
        aria-hidden="true"
        className="w-full"
      >
        {RINGS.map((ring) => (
          <polygon key={ring} points={outline(() => ring)} className="fill-none stroke-line" />
        ))}
        <polygon
          points={outline((index) => axes[index]?.value ?? 0)}
          className="fill-plum/25 stroke-plum"
          strokeWidth="2"
          strokeLinejoin="round"
        />
        {axes.map(({ group, value }, index) => {
          const [x, y] = point(index, 1.14);
          const [dotX, dotY] = point(index, value);
          return (
            <g key={group}>
              <circle cx={dotX} cy={dotY} r="4" className="fill-plum" />
              <text
                x={x}
                y={y}
                textAnchor={Math.abs(x) < 20 ? "middle" : x > 0 ? "start" : "end"}
                dominantBaseline="middle"
                className="fill-ink text-[14px]"
              >
                {GROUP_POLES[group]}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>
        <table className="w-full text-sm">
          <caption className="sr-only">Means by group, from 0 to 100</caption>
          <tbody>
            {axes.map(({ group, value }) => (
              <tr key={group} className="border-b border-line last:border-0">
                <th scope="row" className="py-2 pr-4 text-left font-normal">
                  {GROUP_POLES[group]}
                  <span className="block text-xs text-muted">{GROUP_TITLES[group]}</span>
                </th>
                <td className="text-right tabular-nums">{Math.round(value * 100)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </figcaption>
    </figure>
  );
}

function meanOf(group: GroupName, traits: readonly (number | null)[]): number | null {
  const values = GROUPS[group].flatMap((index) => {
    const trait = traits[index] ?? null;
    if (trait === null) return [];
    return DIRECTIONS[index] === -1 ? 1 - trait : trait;
  });
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
