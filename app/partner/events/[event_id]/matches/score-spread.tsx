import Link from "next/link";
import type { ComponentProps } from "react";
import { Card } from "@/components/ui/card";
import type { EventAnalytics } from "@/lib/events/pairing/analytics-schemas";

type Match = NonNullable<EventAnalytics["match"]>;

const n = (value: number) => value.toLocaleString("en-US");
const s = (value: number) => value.toFixed(2);

/** What the scores of the whole crowd look like, in words and as a line from the lowest to the highest. */
export function ScoreSpread({ match }: { match: Match }) {
  const { distribution: all, threshold, total_matches, allowed_pairs, unscored_pairs } = match;
  if (all === null) {
    return (
      <Card className="p-5 text-sm">
        {allowed_pairs === 0
          ? "No two attendees may meet. Check whom each one seeks, and which pairs you forbade."
          : "No pair has a score yet, because too few traits are known of both. Ask attendees to finish their answers."}
      </Card>
    );
  }
  return (
    <Card className="space-y-4 p-5">
      <Line {...all} threshold={threshold} />
      <div className="max-w-3xl space-y-2 text-sm text-pretty">
        <p>
          {total_matches === 0 ? (
            <strong>No pair reaches your minimum of {s(threshold)}.</strong>
          ) : (
            <>
              <strong>{n(total_matches)}</strong> of {n(allowed_pairs)} pairs that may meet score{" "}
              {threshold.toFixed(3)} or more. That is {percent(match.match_rate)} of them.
            </>
          )}{" "}
          Half of all pairs lie between {s(all.q1)} and {s(all.q3)}, the best tenth starts at {s(all.p90)},
          and the best pair has {s(all.max)}.
        </p>
        {total_matches === 0 && (
          <p className="text-muted">
            With neutral resonance, which is what everyone has before a check-in, 0.60 asks for two people
            whose traits are at most 0.80 apart. Few crowds have such a pair. Choose the best share instead,
            or a minimum below {s(all.max)}. <Link href="/docs/events#reply">How scores are spread</Link>
          </p>
        )}
        {unscored_pairs > 0 && (
          <p className="text-muted">
            {n(unscored_pairs)} {unscored_pairs === 1 ? "pair has" : "pairs have"} no score, because too few
            traits are known of both. They are never a match.
          </p>
        )}
        {match.attendees_without_match !== null && match.attendees_without_match > 0 && total_matches > 0 && (
          <p className="text-muted">
            {n(match.attendees_without_match)} of {n(match.attendees)} attendees are in no match. Rounds still
            give everyone someone to meet.
          </p>
        )}
      </div>
    </Card>
  );
}

const percent = (share: number) =>
  `${(share * 100).toLocaleString("en-US", { maximumFractionDigits: share < 0.1 ? 1 : 0 })}%`;

function Line({
  min,
  q1,
  median,
  q3,
  p90,
  max,
  threshold,
}: NonNullable<Match["distribution"]> & { threshold: number }) {
  const [from, to] = [Math.min(min, threshold), Math.max(max, threshold)];
  const x = (score: number) => (to === from ? 50 : 2 + (96 * (score - from)) / (to - from));
  return (
    <div aria-hidden="true">
      <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" className="block h-10 w-full">
        <line x1={x(min)} x2={x(max)} y1="5" y2="5" stroke="var(--edge)" vectorEffect="non-scaling-stroke" />
        <rect
          x={x(q1)}
          width={Math.max(0.5, x(q3) - x(q1))}
          y="2.5"
          height="5"
          fill="var(--chart-1)"
          fillOpacity="0.35"
        />
        <Mark at={x(median)} from={2.5} to={7.5} stroke="var(--chart-1)" />
        <Mark at={x(p90)} from={3.5} to={6.5} stroke="var(--chart-1)" />
        <Mark at={x(threshold)} from={0} to={10} stroke="var(--chart-2)" strokeDasharray="4 3" />
      </svg>
      <p className="flex justify-between text-xs text-muted tabular-nums">
        <span>{s(from)}</span>
        <span>box: the middle half · dashed: your minimum</span>
        <span>{s(to)}</span>
      </p>
    </div>
  );
}

interface MarkProps extends Pick<ComponentProps<"line">, "stroke" | "strokeDasharray"> {
  at: number;
  from: number;
  to: number;
}

function Mark({ at, from, to, ...line }: MarkProps) {
  return (
    <line x1={at} x2={at} y1={from} y2={to} strokeWidth="2" vectorEffect="non-scaling-stroke" {...line} />
  );
}
