import Link from "next/link";
import { useId } from "react";
import { formatEstimate, formatValue } from "@/components/charts/format-value";
import { Card } from "@/components/ui/card";
import type { MonthCost as Cost } from "@/lib/partners/usage/schemas";

/** What the running month cost so far, and what it may come to. */
export function MonthCost({ cost, details = false }: { cost: Cost; details?: boolean }) {
  const id = useId();
  const { so_far_micro_usd: soFar, forecast_micro_usd: forecast, forecast_weeks: weeks } = cost;
  const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${cost.month}-01T00:00:00Z`),
  );
  return (
    <Card className="min-w-0">
      <section aria-labelledby={id} className="flex h-full flex-col gap-5 p-5">
        <div>
          <h2 id={id} className="font-semibold">
            Cost of {month}
          </h2>
          <p className="text-sm text-muted">
            Pairs scored by live calls, in UTC. Your plan comes on top.{" "}
            {details && (
              <Link prefetch={false} href="/partner/billing/usage" className="underline">
                Days, invoices and caps
              </Link>
            )}
          </p>
        </div>
        <dl className="grid gap-5 sm:grid-cols-2">
          <div>
            <dt className="text-sm text-muted">So far</dt>
            <dd className="text-2xl font-semibold tracking-tight tabular-nums">
              {formatValue("micro_usd", soFar)}
            </dd>
            <dd className="text-sm text-muted">{formatValue("count", cost.so_far_units)} pairs</dd>
          </div>
          <div>
            <dt className="text-sm text-muted">At its end, estimated</dt>
            <dd className="text-2xl font-semibold tracking-tight tabular-nums">
              {forecast === null ? "–" : `≈ ${formatEstimate(forecast)}`}
            </dd>
            <dd className="text-sm text-muted">
              Last month: {formatValue("micro_usd", cost.last_month_micro_usd)}
            </dd>
          </div>
        </dl>
        <p className="mt-auto text-sm text-muted">
          {forecast === null
            ? "An estimate needs a week of live calls."
            : `The estimate is the cost so far, plus for each hour to come what the same hour of the week cost on average in the last ${weeks === 1 ? "week" : `${weeks} weeks`}.`}
        </p>
      </section>
    </Card>
  );
}
