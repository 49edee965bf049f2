import type { ReactNode } from "react";
import { pageMetadata } from "@/app/public-pages";
import { visit } from "@/app/request-context";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { getScorecard, type ShownScorecard } from "@/lib/events/scorecard/get-scorecard";
import { ANSWERS_FLOOR, EVENTS_FLOOR, type ScorecardContent } from "@/lib/events/scorecard/schemas";
import { CalibrationChart, percent, rangeOf } from "./calibration";

export const metadata = pageMetadata("/how-well-it-works");
export const dynamic = "force-dynamic";

export default async function HowWellItWorksPage() {
  const { ctx } = await visit();
  const { people, demo } = await getScorecard(ctx);
  return (
    <div className="mx-auto max-w-3xl space-y-14 px-4 py-10 sm:px-6 sm:py-14">
      <header className="space-y-4">
        <h1 className="text-4xl leading-tight font-semibold tracking-[-0.03em] sm:text-5xl">
          How well it works
        </h1>
        <p className="max-w-2xl text-lg text-muted">
          After an event, guests say whom they would like to see again. We compare that with what our scores
          predicted. The figures below are what came out, whatever they say.
        </p>
      </header>
      <Scorecard scorecard={people} id="people" />
      {demo !== null && (
        <section
          aria-labelledby="demo"
          className="space-y-8 rounded-3xl border border-gold bg-gold-soft p-5 sm:p-8"
        >
          <div className="space-y-2">
            <h2 id="demo" className="text-2xl font-semibold tracking-tight">
              Demo: people who do not exist
            </h2>
            <p className="max-w-2xl">
              This installation also holds demo events. Their guests and answers were drawn by chance to show
              what this page looks like. They say nothing about how well scores work, and never count above.
            </p>
          </div>
          <Scorecard scorecard={demo} id="drawn" />
        </section>
      )}
      <section aria-labelledby="method" className="space-y-4">
        <h2 id="method" className="text-2xl font-semibold tracking-tight">
          How we work this out
        </h2>
        <ul className="max-w-2xl list-disc space-y-3 pl-5">
          <li>
            We count every finished event on this site, two weeks after its end, when answers no longer
            change. No event is left out for what it says.
          </li>
          <li>
            Some people say yes to nearly everyone, and some hear yes from nearly everyone. A score can’t take
            credit for either, so we take both out before we ask what the score adds.
          </li>
          <li>Organizers may draw one round at random. Those tables show what happens without our plan.</li>
          <li>
            The range after each figure is where it lies nine times out of ten, if other events of the same
            kind had been counted. We work it out again every night.
          </li>
          <li>We keep answers for this without names, as numbers that lead back to no one.</li>
        </ul>
      </section>
    </div>
  );
}

function Scorecard({ scorecard, id }: { scorecard: ShownScorecard; id: string }) {
  const { events, answers, content, computedAt } = scorecard;
  if (content === null) {
    return (
      <Card className="space-y-3 p-6 sm:p-8">
        <p className="text-2xl font-semibold tracking-tight">Not enough events yet</p>
        <p className="max-w-xl text-muted">
          {events === 0
            ? "No finished event has answers so far."
            : `So far there ${events === 1 ? "is one event" : `are ${events} events`} with ${answers.toLocaleString("en-US")} ${answers === 1 ? "answer" : "answers"}.`}{" "}
          We show figures from {EVENTS_FLOOR} events and {ANSWERS_FLOOR} answers on, because fewer would be
          chance, and could point at someone.
        </p>
      </Card>
    );
  }
  return (
    <div className="space-y-10">
      <p className="max-w-2xl text-xl leading-relaxed">{sentenceOf(content)}</p>
      <dl className="grid gap-4 sm:grid-cols-3">
        <Figure name="Events" value={events.toLocaleString("en-US")} />
        <Figure name="Answers" value={answers.toLocaleString("en-US")} />
        <Figure
          name="Both said yes"
          value={percent(content.mutualRate.value)}
          note={rangeOf(content.mutualRate)}
        />
      </dl>
      <Part title="Predicted against what happened" id={`${id}-bins`}>
        <CalibrationChart bins={content.bins} label="How often both said yes, by score" />
      </Part>
      <Part title="What decides a yes" id={`${id}-parts`}>
        <p className="max-w-2xl text-muted">
          Of all that makes answers differ, so much goes back to who chooses, to who is chosen, and to the two
          together with chance.
        </p>
        <dl className="grid gap-4 sm:grid-cols-3">
          <Figure name="Who chooses" value={percent(content.chooser.value)} note={rangeOf(content.chooser)} />
          <Figure name="Who is chosen" value={percent(content.chosen.value)} note={rangeOf(content.chosen)} />
          <Figure
            name="The two, and chance"
            value={percent(content.pair.value)}
            note={rangeOf(content.pair)}
          />
        </dl>
        <p className="max-w-2xl">
          With both taken out, 10 points more of score come with{" "}
          <strong className="font-semibold">{points(content.perTenPoints.value)}</strong> more yeses in a
          hundred{" "}
          {content.perTenPoints.low !== null && (
            <span className="text-muted">
              (from {points(content.perTenPoints.low)} to {points(content.perTenPoints.high)})
            </span>
          )}
          .
        </p>
      </Part>
      <Part title="Planned against random" id={`${id}-control`}>
        {content.control.pairs === 0 ? (
          <p className="max-w-2xl text-muted">No event has had a random round so far.</p>
        ) : (
          <dl className="grid gap-4 sm:grid-cols-2">
            <Figure
              name="Both said yes at planned tables"
              value={percent(content.planned.mutual.value)}
              note={`${content.planned.pairs.toLocaleString("en-US")} pairs, ${rangeOf(content.planned.mutual)}`}
            />
            <Figure
              name="At random tables"
              value={percent(content.control.mutual.value)}
              note={`${content.control.pairs.toLocaleString("en-US")} pairs, ${rangeOf(content.control.mutual)}`}
            />
          </dl>
        )}
      </Part>
      {computedAt !== null && (
        <p className="text-sm text-muted">
          Worked out <Time at={computedAt} />.
        </p>
      )}
    </div>
  );
}

/** What the figures say, in a sentence that does not depend on what we would like. */
function sentenceOf({ perTenPoints: { low, high } }: ScorecardContent): string {
  if (low === null || high === null) return "There are figures, but too few events to say how sure they are.";
  if (low > 0) return "People say yes more often to those with whom they score higher.";
  if (high < 0)
    return "People say yes less often to those with whom they score higher. Our scores point the wrong way.";
  return "We can’t tell yet whether a higher score means more yeses. The figures fit with no effect at all.";
}

const points = (value: number | null) => (value === null ? "an unknown number of" : (100 * value).toFixed(1));

function Part({ title, id, children }: { title: string; id: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="space-y-4">
      <h3 id={id} className="text-xl font-semibold tracking-tight">
        {title}
      </h3>
      {children}
    </section>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="rounded-2xl border border-line bg-card p-5">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1 text-3xl font-semibold tracking-tight tabular-nums">{value}</dd>
      {note !== undefined && note !== "" && <dd className="mt-1 text-sm text-muted">{note}</dd>}
    </div>
  );
}
