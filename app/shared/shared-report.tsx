import { GROUP_TITLES, TRAIT_WORDS } from "@/lib/people/results/trait-words";
import type { SharedReport } from "@/lib/people/sharing/schemas";
import { STARTER_TEXTS } from "@/lib/people/together/starter-texts";
import type { TraitName } from "@/lib/scoring/model";
import { Overlap } from "../(site)/together/overlap";
import { LEVEL_SHARE, LEVEL_WORDS } from "../(site)/together/pair-words";
import { capitalised, pairWords } from "./share-words";

interface SharedReportViewProps {
  content: SharedReport;
  names: readonly (string | null)[];
}

/** What a link to two people's report shows below its title: bands and words, as the two see them. */
export function SharedReportView({ content, names }: SharedReportViewProps) {
  const { bands, overall, checked_in, groups, closest, widest, starters } = content;
  const [first = null, second = null] = names;
  return (
    <div className="space-y-10">
      <div className="grid items-center gap-x-10 gap-y-6 sm:grid-cols-[1fr_1.3fr]">
        <div className="mx-auto w-full max-w-72">
          <Overlap share={(bands.low + bands.high) / 200} label={`${bands.low}–${bands.high}`} />
          <p aria-hidden className="flex justify-between gap-4 px-4 pt-2 text-sm font-medium">
            <span className="min-w-0 truncate text-pine">{first ?? "A friend"}</span>
            <span className="min-w-0 truncate text-ember">{second ?? "A friend"}</span>
          </p>
        </div>
        <div className="space-y-3">
          <p className="text-xl">{capitalised(pairWords(overall))}.</p>
          <p className="text-muted">
            Their score is between <strong className="font-semibold text-ink">{bands.low}</strong> and{" "}
            <strong className="font-semibold text-ink">{bands.high}</strong> of 100. Answers are never exact,
            so the true score lies somewhere from {bands.range_low} to {bands.range_high}, eight times out of
            ten.
            {checked_in && " How they answered about the two of them makes up half of it."}
          </p>
        </div>
      </div>
      {groups.length > 0 && (
        <section className="space-y-4">
          <h2 className="text-xl font-semibold tracking-tight">Side by side</h2>
          <ul className="grid gap-3 sm:grid-cols-2">
            {groups.map(({ group, level }) => (
              <li
                key={group}
                className="flex break-inside-avoid items-center gap-4 rounded-2xl border border-line bg-card px-4 py-3.5 sm:px-5"
              >
                <Overlap share={LEVEL_SHARE[level]} className="w-14 shrink-0" />
                <span>
                  <span className="block font-medium">{GROUP_TITLES[group]}</span>
                  <span className="text-sm text-muted">{LEVEL_WORDS[level]}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {closest.length + widest.length > 0 && (
        <section className="space-y-4">
          <h2 className="text-xl font-semibold tracking-tight">What stands out</h2>
          <div className="grid gap-4 sm:grid-cols-2">
            <TraitList title="Most alike" traits={closest} className="bg-pine-soft" />
            <TraitList title="Most different" traits={widest} className="bg-ember-soft" />
          </div>
        </section>
      )}
      {starters.length > 0 && (
        <section className="space-y-4">
          <h2 className="text-xl font-semibold tracking-tight">Things they could talk about</h2>
          <ol className="space-y-3">
            {starters.map(({ trait, side }, index) => (
              <li
                key={trait}
                className={`flex break-inside-avoid gap-4 rounded-2xl border-l-4 bg-card px-5 py-4 ${side === "alike" ? "border-pine" : "border-ember"}`}
              >
                <span aria-hidden className="text-2xl leading-tight font-semibold text-muted tabular-nums">
                  {index + 1}
                </span>
                <span className="text-lg leading-snug">{STARTER_TEXTS[trait][side]}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function TraitList({
  title,
  traits,
  className,
}: {
  title: string;
  traits: readonly TraitName[];
  className: string;
}) {
  return (
    <div className={`break-inside-avoid space-y-3 rounded-2xl p-5 ${className}`}>
      <h3 className="text-sm font-semibold">{title}</h3>
      <ul className="space-y-2.5">
        {traits.map((trait) => (
          <li key={trait}>
            <span className="block font-medium">{TRAIT_WORDS[trait].name}</span>
            <span className="text-sm">{TRAIT_WORDS[trait].about}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
