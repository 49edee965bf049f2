import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { otherPrice, pricesOf, RECOMMENDED, roundDollars, TIER_ADDS } from "@/lib/plans/tier-words";
import { TIERS, type Tier, type TierName } from "@/lib/plans/tiers";

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
            <TierLabel name={name as TierName} />
            <span>
              <Price tier={tier} />
            </span>
          </p>
          {otherPrice(name as TierName) !== null && (
            <p className="text-right text-sm text-muted">{otherPrice(name as TierName)}</p>
          )}
          <p className="text-sm text-muted">
            {number.format(tier.perMinute)} calls a minute, {number.format(tier.perDay)} a day,{" "}
            {number.format(tier.batchPairs)} pairs a batch
          </p>
          <p className="text-sm">{TIER_ADDS[name as TierName].join(" · ")}</p>
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
          <HeadCell className="text-right">A month</HeadCell>
          <HeadCell className="text-right">A year</HeadCell>
          <HeadCell>What it adds</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line tabular-nums">
        {Object.entries(TIERS).map(([name, tier]) => (
          <tr key={name}>
            <RowHead>
              <TierLabel name={name as TierName} />
            </RowHead>
            <Cell className="text-right">{number.format(tier.perMinute)}</Cell>
            <Cell className="text-right">{number.format(tier.perDay)}</Cell>
            <Cell className="text-right">{number.format(tier.batchPairs)}</Cell>
            <Prices tier={tier} />
            <Cell className="min-w-56 text-sm">{TIER_ADDS[name as TierName].join(" · ")}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function TierLabel({ name }: { name: TierName }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-2 font-medium">
      {NAMES[name]}
      {name === RECOMMENDED && <Badge tone="pine">recommended</Badge>}
    </span>
  );
}

/** A month beside a year; which of the two is billed stands in full ink. */
function Prices({ tier }: { tier: Tier }) {
  const prices = pricesOf(tier);
  if (prices === null) {
    return (
      <Cell className="text-right" colSpan={2}>
        <Price tier={tier} />
      </Cell>
    );
  }
  const ink = (billed: boolean) => `text-right ${billed ? "font-medium" : "text-muted"}`;
  return (
    <>
      <Cell className={ink(tier.interval === "month")}>{roundDollars(prices.monthMinor)}</Cell>
      <Cell className={ink(tier.interval === "year")}>{roundDollars(prices.yearMinor)}</Cell>
    </>
  );
}

function Price({ tier: { priceMinor, interval } }: { tier: Tier }) {
  if (priceMinor === null) return "by contract";
  if (interval === null) return roundDollars(priceMinor);
  return (
    <>
      {roundDollars(priceMinor)} <span className="whitespace-nowrap text-muted">/ {interval}</span>
    </>
  );
}
