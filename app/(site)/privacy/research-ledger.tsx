import Link from "next/link";
import { Card } from "@/components/ui/card";
import { MOST_A_QUARTER, MOST_A_YEAR } from "@/lib/differential-privacy/budget";
import type { OwnLedger, OwnLedgerEdition } from "@/lib/research/findings/list-own-ledger";
import { dayOf } from "./words";

/** Epsilon as people read it: at most three digits after the point. */
const epsilon = (milli: number) => (milli / 1_000).toLocaleString("en-US", { maximumFractionDigits: 3 });

/** In which research editions a person is, and how much all answers about them can say about one person. */
export function ResearchLedger({ ledger, takesPart }: { ledger: OwnLedger; takesPart: boolean }) {
  const { editions, quarterMilli, yearMilli, yearRows } = ledger;
  const quarterRows = editions[0]?.rows ?? 1;
  if (editions.length === 0) {
    return (
      <Card className="p-5 text-muted sm:p-6">
        {takesPart
          ? "You are in no edition yet. The next one is made after this quarter ends, and then shows here."
          : "You are in no edition. Only people who turn research on are in one."}
      </Card>
    );
  }
  return (
    <div className="space-y-4">
      <Card className="grid gap-5 p-5 sm:grid-cols-2 sm:p-6">
        <Gauge
          name={`Edition ${editions[0]?.quarter ?? ""}`}
          milli={quarterMilli}
          most={MOST_A_QUARTER * quarterRows}
        />
        <Gauge name="The last four editions" milli={yearMilli} most={MOST_A_YEAR * yearRows} />
        <p className="text-sm text-pretty text-muted sm:col-span-2">
          ε measures how much a published figure can depend on one person. At ε 0 it cannot depend on you at
          all. We never go beyond {epsilon(MOST_A_QUARTER)} in an edition and {epsilon(MOST_A_YEAR)} in a
          year, no matter who asks.
          {(quarterRows > 1 || yearRows > 1) && ` ${twice(Math.max(quarterRows, yearRows))}`}
          {takesPart
            ? " If you turn research off, you are not in the next edition. What was published before cannot be taken back."
            : " Research is off, so you are not in the next edition. What was published before cannot be taken back."}
        </p>
      </Card>
      {editions.map((edition) => (
        <Edition key={edition.quarter} edition={edition} />
      ))}
    </div>
  );
}

/** Why the limits above are larger than those in the sentence. */
function twice(rows: number): string {
  return rows === 2
    ? "You were in an edition twice, as two people whom we could not tell were one. So the limit counts twice."
    : `You were in an edition ${rows} times, as ${rows} people whom we could not tell were one. So the limit counts ${rows} times.`;
}

function Gauge({ name, milli, most }: { name: string; milli: number; most: number }) {
  return (
    <div className="space-y-1.5">
      <p className="text-sm text-muted">{name}</p>
      <p className="text-2xl font-semibold tracking-tight tabular-nums">
        ε {epsilon(milli)}{" "}
        <span className="text-base font-normal text-muted">of at most {epsilon(most)}</span>
      </p>
      <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunken">
        <span
          className="block h-full rounded-full bg-plum"
          style={{ width: `${Math.min(100, (milli / most) * 100)}%` }}
        />
      </span>
    </div>
  );
}

function Edition({
  edition: { quarter, releases, epsilonMilli, open, shown },
}: {
  edition: OwnLedgerEdition;
}) {
  return (
    <Card>
      <details className="group">
        <summary className="flex cursor-pointer flex-wrap items-baseline justify-between gap-x-4 gap-y-1 p-5 sm:px-6">
          <span className="font-medium">Edition {quarter}</span>
          <span className="text-sm text-muted tabular-nums">
            {releases === 1 ? "1 release" : `${releases} releases`} · ε {epsilon(epsilonMilli)}
            {open ? " so far" : ""}
          </span>
        </summary>
        <ol className="divide-y divide-line border-t border-line px-5 sm:px-6">
          {shown.map(({ id, title, at, epsilonMilli: own, findings }) => (
            <li key={id} className="space-y-1 py-3.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="wrap-anywhere">{title}</span>
                <span className="text-sm text-muted tabular-nums">ε {epsilon(own)}</span>
              </p>
              <p className="text-sm text-muted">{dayOf(at)}</p>
              {findings.map((finding) => (
                <p key={finding.cite} className="text-sm">
                  Published:{" "}
                  <Link prefetch={false} href={`/findings/${finding.cite}`} className="link wrap-anywhere">
                    <bdi>{finding.title}</bdi>
                  </Link>
                </p>
              ))}
            </li>
          ))}
        </ol>
        {releases > shown.length && (
          <p className="border-t border-line px-5 py-3.5 text-sm text-muted sm:px-6">
            These are the newest {shown.length}. The sums above count all of them.
          </p>
        )}
      </details>
    </Card>
  );
}
