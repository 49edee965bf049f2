import { GROUP_TITLES, TRAIT_WORDS } from "@/lib/people/results/trait-words";
import type { SharedResult } from "@/lib/people/sharing/schemas";
import { TraitBar } from "../(site)/results/[result_id]/trait-bar";

/** What a link to a result shows below its title. Words are in the voice of the one who is described. */
export function SharedResultView({ content }: { content: SharedResult }) {
  const { ending, highlights, groups } = content;
  return (
    <div className="space-y-10">
      {ending !== null && (
        <section className="space-y-2 rounded-2xl bg-gold-soft p-5 sm:p-7">
          <h2 className="text-xl font-semibold tracking-tight">{ending.title}</h2>
          <p className="text-lg">{ending.text}</p>
        </section>
      )}
      {highlights.length > 0 ? (
        <section className="space-y-4">
          <h2 className="text-xl font-semibold tracking-tight">What stands out</h2>
          <ul className="grid gap-3 sm:grid-cols-3">
            {highlights.map(({ trait, level }) => (
              <li key={trait} className="break-inside-avoid rounded-2xl bg-plum-soft p-5">
                <p className="text-sm font-medium text-plum">{TRAIT_WORDS[trait].name}</p>
                <p className="mt-1">“{TRAIT_WORDS[trait][level]}”</p>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        ending === null && (
          <p className="text-lg text-muted">A little of everything: nothing stands out by far.</p>
        )
      )}
      {groups.map(({ group, traits }) => (
        <section key={group} className="space-y-4">
          <h2 className="text-xl font-semibold tracking-tight">{GROUP_TITLES[group]}</h2>
          <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-card">
            {traits.map(({ trait, level, bar }) => (
              <li
                key={trait}
                className={`grid break-inside-avoid gap-x-8 gap-y-3 px-5 py-4 sm:items-center ${bar === null ? "" : "sm:grid-cols-[1fr_1.2fr]"}`}
              >
                <div>
                  <h3 className="font-medium">{TRAIT_WORDS[trait].name}</h3>
                  <p className="text-sm text-muted">{TRAIT_WORDS[trait][level]}</p>
                </div>
                {bar !== null && (
                  <div className="space-y-1.5">
                    <TraitBar {...bar} />
                    <p className="text-xs text-muted tabular-nums">
                      <span className="sr-only">Most likely </span>
                      {bar.at} of 100 ({bar.low} to {bar.high})
                    </p>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
