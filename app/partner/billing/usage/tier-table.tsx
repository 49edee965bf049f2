import { dollars, tierName } from "@/app/partner/billing/billing-words";
import { formatValue } from "@/components/charts/format-value";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import type { SimulatedTier, TierSimulation } from "@/lib/billing/metering/schemas";

/** What a month would have cost under each tier, and whether its limits would have held. */
export function TierTable({ simulation }: { simulation: TierSimulation }) {
  const { peak_minute, peak_day } = simulation;
  return (
    <>
      <DataTable
        label="Under another plan"
        rows={simulation.tiers}
        rowKey={({ tier }) => tier}
        columns={[
          {
            header: "Plan",
            cell: ({ tier, current }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                {tierName(tier)} {current && <Badge tone="plum">yours</Badge>}
              </span>
            ),
          },
          {
            header: "Plan’s price",
            align: "right",
            cell: ({ plan_minor, interval }) =>
              plan_minor === null
                ? "By contract"
                : `${dollars(plan_minor)}${interval === "year" ? " *" : ""}`,
          },
          { header: "Live calls", align: "right", cell: () => dollars(simulation.usage_minor) },
          {
            header: "Together",
            align: "right",
            cell: ({ total_minor }) => (total_minor === null ? "By contract" : dollars(total_minor)),
          },
          { header: "Limits", cell: (tier) => <Limits tier={tier} simulation={simulation} /> },
        ]}
      />
      <p className="text-sm text-muted">
        The fullest minute had {formatValue("count", peak_minute)} calls, the fullest day took{" "}
        {formatValue("count", peak_day)} of a day’s limit. Calls that your present limits refused are not in
        it, nor discounts. * A twelfth of the year’s price.
      </p>
    </>
  );
}

function Limits({ tier, simulation }: { tier: SimulatedTier; simulation: TierSimulation }) {
  const { hours_over, days_over } = tier;
  if (simulation.hours === 0) return <span className="text-muted">Nothing to hold</span>;
  if (hours_over === 0 && days_over === 0) return <Badge tone="pine">held</Badge>;
  const share = (over: number, all: number) =>
    formatValue("percent", Math.round((over / all) * 1_000) / 1_000);
  const parts = [
    ...(hours_over === 0 ? [] : [`a minute was over in ${share(hours_over, simulation.hours)} of hours`]),
    ...(days_over === 0 ? [] : [`${share(days_over, simulation.days)} of days were over`]),
  ];
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2 md:justify-start">
      <Badge tone="ember">exceeded</Badge> <span>{parts.join(", ")}</span>
    </span>
  );
}
