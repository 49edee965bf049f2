import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

interface StatProps {
  label: string;
  /** The figure as it is read: "1,204", "$12.40", "48 ms". */
  value: ReactNode;
  /** What stands below: a limit, a forecast. */
  note?: ReactNode;
  /** The figure and the one of the period before, to compare. Both null-safe: nothing to compare says nothing. */
  change?: StatChange | undefined;
  /** A sparkline, say. */
  children?: ReactNode;
}

interface StatChange {
  now: number;
  before: number | null;
  /** The period before in words: "the 7 days before". */
  than: string;
  /** Which way is good; errors and latency go down. Left out where neither is. */
  good?: "up" | "down";
}

/** One figure, with what it was before. */
export function Stat({ label, value, note, change, children }: StatProps) {
  return (
    <Card className="flex min-w-0 flex-col gap-1 p-4 sm:p-5">
      <dl>
        <dt className="text-sm text-muted">{label}</dt>
        <dd className="mt-0.5 text-2xl font-semibold tracking-tight tabular-nums">{value}</dd>
      </dl>
      {change !== undefined && <Change {...change} />}
      {note !== undefined && <div className="text-sm text-muted">{note}</div>}
      {children !== undefined && <div className="mt-auto pt-2">{children}</div>}
    </Card>
  );
}

const LEVEL = 0.005;
/** Above this a percentage says less than the figures do. */
const TOO_MUCH = 9.995;

function Change({ now, before, than, good }: StatChange) {
  if (before === null || (before === 0 && now === 0)) {
    return <p className="text-sm text-muted">Nothing before to compare</p>;
  }
  if (before === 0) return <p className="text-sm text-muted">None in {than}</p>;
  const change = now / before - 1;
  const level = Math.abs(change) < LEVEL;
  const up = change > 0;
  const Icon = level ? ArrowRight : up ? ArrowUpRight : ArrowDownRight;
  const tone =
    level || good === undefined ? "text-muted" : (good === "up") === up ? "text-pine" : "text-ember";
  return (
    <p className="text-sm text-muted">
      <span className={`font-medium whitespace-nowrap ${tone}`}>
        <Icon aria-hidden size={15} className="mr-0.5 inline align-[-0.15em]" />
        {level ? "Level" : `${Math.round(Math.min(Math.abs(change), TOO_MUCH) * 100)}%`}
        {change > TOO_MUCH && "+"}
        {!level && (up ? " more" : " less")}
      </span>{" "}
      {level ? "with" : "than"} {than}
    </p>
  );
}
