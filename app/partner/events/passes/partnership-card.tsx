import { Check } from "lucide-react";
import Link from "next/link";
import { BuyPartnership } from "@/app/partner/events/passes/buy-partnership";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { Partnership } from "@/lib/events/partnerships/get-partnership";
import { formatMoney } from "@/lib/money/format-money";

interface PartnershipCardProps {
  partnership: Partnership;
  mayBuy: boolean;
}

/** The monthly partnership: what it costs and includes, and how much of the running one is left. */
export function PartnershipCard({
  partnership: { terms, running, next_starts_at },
  mayBuy,
}: PartnershipCardProps) {
  const included = running?.events_per_month ?? terms.events_per_month;
  return (
    <Card className="min-w-0 space-y-5 p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="text-sm text-muted">A monthly partnership</h2>
          <p className="text-3xl font-semibold tracking-tight tabular-nums">
            {formatMoney(terms.monthly_price_minor, "USD")}
            <span className="text-base font-normal text-muted"> a month</span>
          </p>
        </div>
        {running !== null && (
          <Badge tone="pine" dot>
            Runs until <Time at={running.ends_at} />
          </Badge>
        )}
      </div>
      {running !== null && (
        <p className="text-sm">
          <strong className="font-semibold tabular-nums">
            {running.events_left} of {running.events_per_month} events
          </strong>{" "}
          are left until <Time at={running.month_until} />. Publishing uses these before your passes.
        </p>
      )}
      {next_starts_at !== null && (
        <p className="text-sm">
          Your months begin <Time at={next_starts_at} />. Months that you add follow them.
        </p>
      )}
      <ul className="grid gap-2 text-sm sm:grid-cols-2">
        {[
          `${included.toLocaleString("en-US")} live events each month, with all that a pass includes`,
          "First in the matching queue",
          <>
            <Link prefetch={false} href="/partner/events/analytics" className="link">
              Analytics of all events
            </Link>
            , by month, city and weekday, and as CSV
          </>,
          "Published events stay when it ends",
        ].map((words, index) => (
          // The list never changes its order.
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <li key={index} className="flex gap-2">
            <Check aria-hidden size={16} strokeWidth={2.5} className="mt-0.5 shrink-0 text-pine" />
            <span>{words}</span>
          </li>
        ))}
      </ul>
      {mayBuy ? (
        <BuyPartnership
          monthlyMinor={terms.monthly_price_minor}
          isExtension={running !== null || next_starts_at !== null}
        />
      ) : (
        <p className="text-sm text-muted">An owner or admin of your team can buy it.</p>
      )}
    </Card>
  );
}
