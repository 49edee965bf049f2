import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { TraitDifference } from "@/lib/scoring/explain-pair";
import { FirstMark, SecondMark } from "./marks";
import { type ComparedPair, pairHref, standings } from "./sandbox-pair";
import { ScoreFigure } from "./score-figure";

const NAMED = 3;

/** `life_structure` as people write it. */
function words(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const two = (value: number) => value.toFixed(2);
const four = (value: number) => value.toFixed(4);
const count = new Intl.NumberFormat("en-US");

/** A compared pair: the score, what it is made of, and the sum itself. */
export function PairResult({ pair }: { pair: ComparedPair }) {
  const { explanation, first, second } = pair;
  return (
    <>
      <div className="grid lg:grid-cols-[18rem_1fr_1.15fr]">
        <div className="flex flex-col gap-5 p-5 sm:p-7 lg:pr-2">
          <ScoreFigure score={explanation.score.compatibilityScore} />
          <div aria-live="polite" className="space-y-2 text-sm">
            <p>{explanation.summary}</p>
            <p className="text-muted">{standingOf(pair)}</p>
          </div>
        </div>
        <Groups pair={pair} />
        <div className="flex flex-col gap-6 border-t border-line p-5 sm:p-7 lg:border-t-0 lg:border-l">
          <Traits title="Closest" names={[first.name, second.name]} traits={explanation.closestTraits} />
          <Traits
            title="Furthest apart"
            names={[first.name, second.name]}
            traits={explanation.widestTraits}
          />
        </div>
      </div>
      <div className="flex flex-col gap-x-8 gap-y-1 border-t border-line px-5 py-3 text-sm sm:px-7 md:flex-row md:items-start md:justify-between">
        <Derivation pair={pair} />
        <Extremes />
      </div>
    </>
  );
}

function standingOf({ lowerPairs }: ComparedPair): string {
  const all = standings().scores.length;
  if (lowerPairs === null)
    return "No two different people can score higher while nothing is known of how they get on.";
  if (lowerPairs === all - 1) return `The best of all ${count.format(all)} pairs of these fifty people.`;
  if (lowerPairs === 0) return `The lowest of all ${count.format(all)} pairs of these fifty people.`;
  return `Fits better than ${count.format(lowerPairs)} of all ${count.format(all)} pairs of these fifty people.`;
}

function Groups({ pair }: { pair: ComparedPair }) {
  return (
    <section aria-labelledby="groups" className="border-t border-line p-5 sm:p-7 lg:border-t-0">
      <h3 id="groups" className="text-sm font-medium text-muted">
        Alignment by group
      </h3>
      <ul className="mt-4 space-y-3.5">
        {pair.explanation.groups.map(({ group, alignment }) => (
          <li key={group} className="text-sm">
            <div className="flex items-baseline justify-between gap-3">
              <span>{words(group)}</span>
              <span className="font-mono text-xs tabular-nums">
                {alignment === null ? "unknown" : two(alignment)}
              </span>
            </div>
            <svg aria-hidden="true" className="mt-1.5 block h-1.5 w-full">
              <rect width="100%" height="6" rx="3" className="fill-sunken" />
              <rect width={`${(alignment ?? 0) * 100}%`} height="6" rx="3" className="fill-plum" />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TraitsProps {
  title: string;
  names: readonly [string, string];
  traits: readonly TraitDifference[];
}

function Traits({ title, names, traits }: TraitsProps) {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="text-sm font-medium text-muted">
        {title}
      </h3>
      <ul className="mt-3 space-y-3">
        {traits.slice(0, NAMED).map((trait) => (
          <li key={trait.trait} className="text-sm">
            <div className="flex items-baseline justify-between gap-3">
              <span>{words(trait.trait)}</span>
              <span className="flex items-center gap-3 font-mono text-xs tabular-nums">
                <Value name={names[0]} value={trait.value1} mark={<FirstMark />} />
                <Value name={names[1]} value={trait.value2} mark={<SecondMark />} />
              </span>
            </div>
            <Span from={trait.value1} to={trait.value2} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Value({ name, value, mark }: { name: string; value: number; mark: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {mark}
      <span className="sr-only">{name}: </span>
      {two(value)}
    </span>
  );
}

/** Where the two stand on one trait, from 0 on the left to 1 on the right, and how far apart. */
function Span({ from, to }: { from: number; to: number }) {
  // Inset, so that marks at 0 and at 1 stay whole.
  const at = (value: number) => `${2 + value * 96}%`;
  return (
    <svg aria-hidden="true" className="mt-1 block h-3.5 w-full overflow-visible">
      <line x1="0" x2="100%" y1="7" y2="7" className="stroke-line" strokeWidth="2" strokeLinecap="round" />
      <line x1={at(from)} x2={at(to)} y1="7" y2="7" className="stroke-plum" strokeWidth="2" />
      <circle cx={at(from)} cy="7" r="3.5" className="fill-pine" />
      <rect
        x={at(to)}
        y="1.5"
        width="11"
        height="11"
        rx="2"
        transform="translate(-5.5)"
        className="fill-none stroke-ember"
        strokeWidth="2"
      />
    </svg>
  );
}

function Derivation({ pair }: { pair: ComparedPair }) {
  const { derivation: sum, modelVersion } = pair.explanation;
  const lines = [
    [
      "D",
      `√${four(sum.rawSquaredDistance)} = ${four(sum.distance)}`,
      "distance: the squared differences of all 32 traits, summed",
    ],
    ["Traits", `exp(−D) = ${four(sum.traits.value)}`, "1 where every answer is the same"],
    [
      "Resonance",
      `${sum.resonanceMean.weight} × ${sum.resonanceMean.value} + ${sum.resonanceEvenness.weight} × ${sum.resonanceEvenness.value} = ${sum.resonance.value}`,
      "how the two get on; neutral here, because nothing is known of it",
    ],
    [
      "Score",
      `${sum.traits.weight} × ${four(sum.traits.value)} + ${sum.resonance.weight} × ${sum.resonance.value} = ${four(sum.compatibilityScore)}`,
      `model ${modelVersion}`,
    ],
  ] as const;
  return (
    <details className="group min-w-0">
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-medium text-plum hover:text-plum-strong">
        <ChevronRight
          aria-hidden
          size={16}
          className="mr-1.5 -ml-0.5 motion-safe:transition-transform group-open:rotate-90"
        />
        Work it out by hand
      </summary>
      <dl className="space-y-3 pt-1 pb-4">
        {lines.map(([name, formula, meaning]) => (
          <div key={name} className="grid gap-x-4 sm:grid-cols-[6rem_1fr]">
            <dt className="font-medium">{name}</dt>
            <dd>
              <span className="block font-mono text-[0.8125rem]">{formula}</span>
              <span className="text-muted">{meaning}</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Extremes() {
  const { best, lowest } = standings();
  return (
    <p className="flex flex-wrap gap-x-6">
      <Link
        prefetch={false}
        href={pairHref(best)}
        scroll={false}
        className="inline-flex min-h-11 items-center"
      >
        <span className="link">Best pair of all</span>
      </Link>
      <Link
        prefetch={false}
        href={pairHref(lowest)}
        scroll={false}
        className="inline-flex min-h-11 items-center"
      >
        <span className="link">Lowest of all</span>
      </Link>
    </p>
  );
}
