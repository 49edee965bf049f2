import { INTIMACY_TRAITS } from "@/lib/people/assessments/statements";
import { GROUP_TITLES, TRAIT_WORDS } from "@/lib/people/results/trait-words";
import type { ShownReport } from "@/lib/people/together/present-pair";
import type { TraitName } from "@/lib/scoring/model";
import { Overlap } from "../overlap";
import { LEVEL_SHARE, LEVEL_WORDS, OVERALL_WORDS } from "../pair-words";

interface PairReportProps {
  report: ShownReport;
  friend: string;
}

/** Words first, then the score in its band and range. */
export function ReportOpening({ report, friend }: PairReportProps) {
  const { bands, overall, checkedIn } = report;
  return (
    <header className="grid items-center gap-x-10 gap-y-6 sm:grid-cols-[1fr_1.3fr]">
      <div className="mx-auto w-full max-w-72">
        <Overlap share={(bands.low + bands.high) / 200} label={`${bands.low}–${bands.high}`} />
        <p aria-hidden className="flex justify-between px-4 pt-2 text-sm font-medium">
          <span className="text-pine">You</span>
          <span className="min-w-0 truncate pl-4 text-ember">{friend}</span>
        </p>
      </div>
      <div className="space-y-4">
        <h1 className="text-3xl leading-tight font-semibold tracking-[-0.03em] wrap-anywhere sm:text-4xl">
          You and {friend}
        </h1>
        <p className="text-xl">{OVERALL_WORDS[overall]}.</p>
        <p className="text-muted">
          Your score is between <strong className="font-semibold text-ink">{bands.low}</strong> and{" "}
          <strong className="font-semibold text-ink">{bands.high}</strong> of 100. Answers are never exact, so
          the true score lies somewhere from {bands.rangeLow} to {bands.rangeHigh}, eight times out of ten.
          {checkedIn
            ? " Your check-in makes up half of it."
            : " Half of it is neutral until you both answer the check-in."}
        </p>
      </div>
    </header>
  );
}

export function ReportGroups({ report: { groups, intimacy } }: { report: ShownReport }) {
  return (
    <section aria-labelledby="sides" className="space-y-4">
      <h2 id="sides" className="text-xl font-semibold tracking-tight">
        Side by side
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {groups.map(({ group, level }) => (
          <li
            key={group}
            className={`flex break-inside-avoid items-center gap-4 rounded-2xl border border-line bg-card px-4 py-3.5 sm:px-5 ${group === "sexual" ? "private-in-print" : ""}`}
          >
            <Overlap share={LEVEL_SHARE[level]} className="w-14 shrink-0" />
            <span>
              <span className="block font-medium">{GROUP_TITLES[group]}</span>
              <span className="text-sm text-muted">{LEVEL_WORDS[level]}</span>
            </span>
          </li>
        ))}
      </ul>
      {!intimacy && (
        <p className="text-sm text-muted">
          Intimacy isn’t part of this report. It counts only where both of you chose to compare it.
        </p>
      )}
    </section>
  );
}

export function ReportTraits({ report: { closest, widest } }: { report: ShownReport }) {
  return (
    <section aria-labelledby="traits" className="space-y-4">
      <h2 id="traits" className="text-xl font-semibold tracking-tight">
        What stands out
      </h2>
      <div className="grid gap-4 sm:grid-cols-2">
        <TraitList title="Most alike" traits={closest} className="bg-pine-soft" />
        <TraitList title="Most different" traits={widest} className="bg-ember-soft" />
      </div>
      <p className="text-sm text-muted">
        This says how far apart you two are, and never who has more of it. Find that out by talking.
      </p>
    </section>
  );
}

/** On paper nothing of intimacy is named unless its box is checked. */
const privately = (trait: TraitName) => (INTIMACY_TRAITS.has(trait) ? "private-in-print" : "");

interface TraitListProps {
  title: string;
  traits: readonly TraitName[];
  className: string;
}

function TraitList({ title, traits, className }: TraitListProps) {
  return (
    <div className={`break-inside-avoid space-y-3 rounded-2xl p-5 ${className}`}>
      <h3 className="text-sm font-semibold">{title}</h3>
      <ul className="space-y-2.5">
        {traits.map((trait) => (
          <li key={trait} className={privately(trait)}>
            <span className="block font-medium">{TRAIT_WORDS[trait].name}</span>
            <span className="text-sm">{TRAIT_WORDS[trait].about}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function ReportStarters({ report: { starters } }: { report: ShownReport }) {
  return (
    <section aria-labelledby="starters" className="space-y-4">
      <div className="space-y-1">
        <h2 id="starters" className="text-xl font-semibold tracking-tight">
          Seven things to talk about
        </h2>
        <p className="text-muted">
          Chosen for you two: three from what you share, four from where you differ.
        </p>
      </div>
      <ol className="space-y-3">
        {starters.map(({ trait, side, text }, index) => (
          <li
            key={trait}
            className={`flex break-inside-avoid gap-4 ${privately(trait)} rounded-2xl border-l-4 bg-card px-5 py-4 ${side === "alike" ? "border-pine" : "border-ember"}`}
          >
            <span aria-hidden className="text-2xl leading-tight font-semibold text-muted tabular-nums">
              {index + 1}
            </span>
            <span>
              <span className="block text-lg leading-snug">{text}</span>
              <span className="mt-1 block text-sm text-muted">
                {side === "alike" ? "Something you share" : "Something that differs"}:{" "}
                {TRAIT_WORDS[trait].name}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
