import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { TIERS, type Tier, type TierName } from "@/lib/billing/tiers";

const NAMES: Record<TierName, string> = {
  free: "Free",
  starter: "Starter",
  professional: "Professional",
  enterprise: "Enterprise",
  research: "Research",
  agency: "Agency",
  white_label: "White label",
};

const number = new Intl.NumberFormat("en-US");
const dollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});

/** The tiers as the limiter enforces them: a table, and where that would not fit, the same as a list. */
export function PriceTable() {
  return (
    <>
      <TierList />
      <TierTable />
    </>
  );
}

function TierList() {
  return (
    <ul className="divide-y divide-line rounded-2xl border border-line bg-card px-5 tabular-nums sm:hidden">
      {Object.entries(TIERS).map(([name, tier]) => (
        <li key={name} className="space-y-1 py-4">
          <p className="flex items-baseline justify-between gap-3">
            <span className="font-medium">{NAMES[name as TierName]}</span>
            <span>
              <Price tier={tier} />
            </span>
          </p>
          <p className="text-sm text-muted">
            {number.format(tier.perMinute)} calls a minute, {number.format(tier.perDay)} a day,{" "}
            {number.format(tier.batchPairs)} pairs a batch
          </p>
        </li>
      ))}
    </ul>
  );
}

function TierTable() {
  return (
    <Table label="Tiers" frameClassName="hidden sm:block">
      <thead className="border-b border-line">
        <tr>
          <HeadCell>Tier</HeadCell>
          <HeadCell className="text-right">Calls a minute</HeadCell>
          <HeadCell className="text-right">Calls a day</HeadCell>
          <HeadCell className="text-right">Pairs a batch</HeadCell>
          <HeadCell className="text-right">Price</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line tabular-nums">
        {Object.entries(TIERS).map(([name, tier]) => (
          <tr key={name}>
            <RowHead>{NAMES[name as TierName]}</RowHead>
            <Cell className="text-right">{number.format(tier.perMinute)}</Cell>
            <Cell className="text-right">{number.format(tier.perDay)}</Cell>
            <Cell className="text-right">{number.format(tier.batchPairs)}</Cell>
            <Cell className="text-right">
              <Price tier={tier} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Price({ tier: { priceMinor, interval } }: { tier: Tier }) {
  if (priceMinor === null) return "by contract";
  if (interval === null) return dollars.format(priceMinor / 100);
  return (
    <>
      {dollars.format(priceMinor / 100)} <span className="whitespace-nowrap text-muted">/ {interval}</span>
    </>
  );
}
