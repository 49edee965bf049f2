import { cx } from "class-variance-authority";
import { Dices, Lock } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import type { Schedule } from "@/lib/events/pairing/schedule-schemas";

interface RoundTablesProps {
  schedule: Schedule;
  /** The round that is shown, from 1. */
  shown: number;
  nameOf: (id: string) => string;
  hrefOf: (round: number) => string;
}

/** One round by table, and links to the others. */
export function RoundTables({ schedule, shown, nameOf, hrefOf }: RoundTablesProps) {
  const round = schedule.rounds[shown - 1];
  if (round === undefined) return null;
  const isControl = schedule.control_round === shown;
  const moved = (round.moved_attendees ?? []).map(nameOf);
  return (
    <div className="space-y-4">
      {schedule.rounds.length > 1 && (
        <nav aria-label="Rounds" className="flex flex-wrap gap-1.5">
          {schedule.rounds.map(({ round: number, locked }) => (
            <Link
              key={number}
              prefetch={false}
              scroll={false}
              href={hrefOf(number)}
              aria-current={number === shown ? "page" : undefined}
              className={cx(
                "inline-flex min-h-9 items-center gap-1.5 rounded-lg border px-3 text-sm no-underline transition-colors",
                number === shown
                  ? "border-plum bg-plum-soft font-medium text-plum"
                  : "border-line text-muted hover:border-edge hover:text-ink",
              )}
            >
              Round {number}
              {locked && <Lock aria-label="played" role="img" size={13} />}
              {schedule.control_round === number && (
                <Dices aria-label="drawn at random" role="img" size={14} />
              )}
            </Link>
          ))}
        </nav>
      )}
      {(round.locked || isControl) && (
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
          {round.locked && <Badge tone="pine">played</Badge>}
          {isControl && (
            <>
              <Badge tone="gold">control round</Badge> Drawn at random. Downloads and guests don’t show which
              round this is.
            </>
          )}
        </p>
      )}
      {moved.length > 0 && (
        <Notice tone="gold">
          Changed for {moved.length} {moved.length === 1 ? "guest" : "guests"}: <bdi>{moved.join(", ")}</bdi>
        </Notice>
      )}
      {moved.length === 0 && round.moved !== null && !round.locked && (
        <Notice tone="pine">
          No guest who is here was moved. Only those whose partner is absent have another partner or sit out.
        </Notice>
      )}
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {round.tables.map((people, at) => (
          <li key={people.join("\n")}>
            <Card className="h-full p-4">
              <p className="flex items-baseline justify-between gap-3 text-sm">
                <span className="text-muted">Table {at + 1}</span>
                <span className="text-muted tabular-nums">
                  {tableScore(round.scores?.[at], round.bands?.[at])}
                </span>
              </p>
              <ul className="mt-1.5 space-y-0.5 font-medium">
                {people.map((id) => (
                  <li key={id} className="wrap-anywhere">
                    <bdi>{nameOf(id)}</bdi>
                  </li>
                ))}
              </ul>
            </Card>
          </li>
        ))}
      </ul>
      {round.byes.length > 0 && (
        <p className="text-sm text-pretty text-muted">
          Sitting out: <bdi>{round.byes.map(nameOf).join(", ")}</bdi>
        </p>
      )}
    </div>
  );
}

type Band = { low: number; high: number } | null;

/** The score of a pair, or its mean of a larger table. Of those who answered for themselves, the band alone. */
function tableScore(scores: readonly (number | null)[] | undefined, bands: readonly Band[] | undefined) {
  const lows = (bands ?? []).filter((band) => band !== null);
  if (lows.length > 0) {
    const [low, high] = [
      Math.min(...lows.map((band) => band.low)),
      Math.max(...lows.map((band) => band.high)),
    ];
    return `${(low / 100).toFixed(2)} to ${(high / 100).toFixed(2)}`;
  }
  const known = (scores ?? []).filter((score) => score !== null);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, score) => sum + score, 0) / known.length;
  return known.length === 1 ? mean.toFixed(3) : `mean ${mean.toFixed(3)}`;
}
