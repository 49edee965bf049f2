import type { Place } from "@/lib/people/quest/story";

interface Look {
  /** Where sun or moon stands, and which of them it is. */
  light: readonly [x: number, y: number];
  night: boolean;
  lighthouse?: boolean;
  house?: boolean;
  boat?: boolean;
  rain?: boolean;
  lanterns?: boolean;
  /** How high the waves go. */
  waves: number;
}

const LOOKS: Record<Place, Look> = {
  quay: { light: [620, 120], night: false, house: true, waves: 5 },
  inn: { light: [150, 80], night: true, house: true, waves: 6 },
  lighthouse: { light: [180, 70], night: true, lighthouse: true, waves: 7 },
  storm: { light: [640, 60], night: true, lighthouse: true, rain: true, waves: 15 },
  feast: { light: [400, 70], night: false, house: true, lanterns: true, waves: 4 },
  boat: { light: [560, 90], night: false, boat: true, waves: 9 },
  workshop: { light: [200, 80], night: false, house: true, boat: true, waves: 4 },
  morning: { light: [120, 130], night: false, house: true, waves: 3 },
  kitchen: { light: [660, 140], night: false, house: true, waves: 4 },
  ferry: { light: [690, 150], night: false, lighthouse: true, boat: true, waves: 5 },
};

const RAIN = Array.from({ length: 26 }, (_, drop) => `M${(drop * 31) % 800} ${(drop * 53) % 220}l-8 22`).join(
  "",
);

/** A wavy line across the picture, closed at its bottom. */
function sea(top: number, height: number, shift: number): string {
  let path = `M0 ${top}`;
  for (let x = 0; x < 800; x += 100) {
    path += ` q25 ${x % 200 === shift ? -height : height} 50 0 t50 0`;
  }
  return `${path} V300 H0 Z`;
}

/** Where a scene plays: the island by day and by night, in calm and in storm. */
export function Landscape({ place }: { place: Place }) {
  const look = LOOKS[place];
  const [x, y] = look.light;
  return (
    <svg viewBox="0 0 800 300" aria-hidden="true" className="block w-full overflow-hidden rounded-3xl">
      <rect width="800" height="300" className={look.night ? "fill-plum-soft" : "fill-gold-soft"} />
      <circle cx={x} cy={y} r="34" className={look.night ? "fill-card" : "fill-gold"} />
      {look.night && <circle cx={x + 14} cy={y - 8} r="28" className="fill-plum-soft" />}
      {look.night &&
        [90, 250, 330, 470, 560, 740].map((star, index) => (
          <circle key={star} cx={star} cy={30 + ((index * 37) % 80)} r="2.5" className="fill-plum" />
        ))}
      <path d="M250 236c40-58 96-86 170-86 88 0 150 40 190 86z" className="fill-pine" />
      <path d="M330 236c20-34 60-52 100-52 60 0 96 26 122 52z" className="fill-pine-soft" />
      {look.house && (
        <g>
          <rect x="392" y="150" width="72" height="56" className="fill-card" />
          <path d="M382 152l46-38 46 38z" className="fill-ember" />
          <rect x="420" y="172" width="16" height="34" className="fill-plum" />
          <rect x="400" y="164" width="12" height="12" className={look.night ? "fill-gold" : "fill-line"} />
          <rect x="444" y="164" width="12" height="12" className={look.night ? "fill-gold" : "fill-line"} />
        </g>
      )}
      {look.lighthouse && (
        <g>
          {look.night && (
            <path
              d="M514 74L780 20v70L514 88zM506 74L260 40v60l246-12z"
              className="fill-gold/25 motion-safe:animate-float"
            />
          )}
          <path d="M492 190l8-96h24l8 96z" className="fill-card" />
          <path d="M497 130h30l2 22h-34z" className="fill-ember" />
          <rect x="498" y="70" width="28" height="24" rx="3" className="fill-gold" />
          <path d="M494 72l18-18 18 18z" className="fill-ember" />
        </g>
      )}
      {look.lanterns && (
        <g>
          <path d="M300 140q110 40 240 0" className="fill-none stroke-plum" strokeWidth="2" />
          {[330, 370, 410, 450, 490].map((at, index) => (
            <circle
              key={at}
              cx={at}
              cy={158 - Math.abs(index - 2) * 3}
              r="7"
              className={index % 2 === 0 ? "fill-ember" : "fill-gold"}
            />
          ))}
        </g>
      )}
      <path d={sea(228, look.waves, 0)} className="fill-pine-soft" />
      {look.boat && (
        <g className="motion-safe:animate-float">
          <path d="M140 214h110l-18 30h-74z" className="fill-ember" />
          <path d="M196 210V128l52 70h-46z" className="fill-card" />
          <path d="M190 210V140l-34 58h30z" className="fill-plum" />
        </g>
      )}
      <path d={sea(246, look.waves, 100)} className="fill-pine/60" />
      <path d={sea(268, look.waves, 0)} className="fill-pine" />
      {look.rain && (
        <g className="stroke-plum" strokeWidth="2" strokeLinecap="round">
          <path d={RAIN} />
        </g>
      )}
    </svg>
  );
}
