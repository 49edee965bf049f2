import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { NamedPair } from "@/lib/events/pairing/page-schemas";
import { GROUP_TITLES } from "@/lib/people/results/trait-words";
import { GROUP_NAMES } from "@/lib/scoring/model";
import { GuestName, guestText } from "../guest-name";
import { PairMenu, type RuleKind } from "../pair-menu";

interface PairTableProps {
  eventId: string;
  pairs: readonly NamedPair[];
  /** By both ids, in order, with a line break between. */
  rules: ReadonlyMap<string, RuleKind>;
  mayWrite: boolean;
}

/** Pairs, best first, with how alike the two are in each group of traits. */
export function PairTable({ eventId, pairs, rules, mayWrite }: PairTableProps) {
  const ruleOf = (pair: NamedPair) => rules.get([pair.attendee1_id, pair.attendee2_id].toSorted().join("\n"));
  const menu: Column<NamedPair> = {
    header: "Decide",
    headerHidden: true,
    align: "right",
    cell: (pair) => (
      <PairMenu
        eventId={eventId}
        ids={[pair.attendee1_id, pair.attendee2_id]}
        names={namesOf(pair)}
        rule={ruleOf(pair) ?? null}
      />
    ),
  };
  return (
    <DataTable
      label="Pairs"
      rows={pairs}
      rowKey={({ rank }) => String(rank)}
      columns={[
        {
          header: "Pair",
          cell: (pair) => (
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span>
                <GuestName id={pair.attendee1_id} name={pair.attendee1_name} />
                <span className="font-normal text-muted"> and </span>
                <GuestName id={pair.attendee2_id} name={pair.attendee2_name} />
              </span>
              <RuleBadge rule={ruleOf(pair)} />
            </span>
          ),
        },
        { header: "Rank", align: "right", wideOnly: true, cell: ({ rank }) => rank.toLocaleString("en-US") },
        {
          header: "Score",
          align: "right",
          cell: ({ compatibility_score }) => (
            <span className="tabular-nums">{compatibility_score.toFixed(3)}</span>
          ),
        },
        { header: "By group", cell: ({ dimension_breakdown }) => <Alignments of={dimension_breakdown} /> },
        ...(mayWrite ? [menu] : []),
      ]}
    />
  );
}

function RuleBadge({ rule }: { rule: RuleKind | undefined }) {
  if (rule === undefined) return null;
  return rule === "pin" ? <Badge tone="plum">pinned</Badge> : <Badge tone="ember">forbidden</Badge>;
}

const namesOf = (pair: NamedPair) =>
  `${guestText(pair.attendee1_id, pair.attendee1_name)} and ${guestText(pair.attendee2_id, pair.attendee2_name)}`;

/** Seven small bars in the order of the legend; what each one is, its title and the label say. */
function Alignments({ of }: { of: NamedPair["dimension_breakdown"] }) {
  const words = GROUP_NAMES.map((group) => `${GROUP_TITLES[group]} ${percent(of[group])}`).join(", ");
  return (
    <span role="img" aria-label={words} className="inline-flex h-7 items-end gap-1">
      {GROUP_NAMES.map((group) => (
        <span
          key={group}
          title={`${GROUP_TITLES[group]}: ${percent(of[group])}`}
          className="flex h-full w-2.5 items-end overflow-hidden rounded-[3px] bg-sunken"
        >
          <span
            className="block w-full rounded-[3px] bg-chart-1"
            style={{ height: `${barHeight(of[group])}%` }}
          />
        </span>
      ))}
    </span>
  );
}

const percent = (value: number | null | undefined) =>
  value == null ? "unknown" : `${Math.round(value * 100)}%`;

/** Few people are less than half alike in a group, so that the lower half would be the same in all bars. */
function barHeight(alignment: number | null | undefined): number {
  if (alignment == null) return 0;
  return Math.max(6, Math.round((alignment - 0.5) * 200));
}

/** Which bar is which. */
export function AlignmentLegend() {
  return (
    <p className="text-sm text-muted">
      The bars say how alike the two are, from half to full. From left to right:{" "}
      {GROUP_NAMES.map((group) => GROUP_TITLES[group].toLowerCase()).join(", ")}.
    </p>
  );
}
