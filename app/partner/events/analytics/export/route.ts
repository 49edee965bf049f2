import { csvResponse } from "@/app/csv-response";
import { askedComparison } from "@/app/partner/events/analytics/asked";
import { groupName, sharesOf } from "@/app/partner/events/analytics/words";
import { compareEvents } from "@/lib/events/pairing/compare-events";
import { csv } from "@/lib/platform/csv";
import { invalidInput } from "@/lib/platform/input";

const COLUMNS = [
  "group",
  "events",
  "seats",
  "came",
  "attendance",
  "pairs_answered",
  "mutual_yes",
  "mutual_yes_rate",
  "ratings",
  "rating",
];

/** The comparison that the address asks for as a CSV file. Figures that are not shown are empty. */
export async function GET(request: Request): Promise<Response> {
  const { ctx, input, isRefused } = await askedComparison(
    Object.fromEntries(new URL(request.url).searchParams),
  );
  return csvResponse(ctx, async () => {
    if (isRefused) throw invalidInput([{ path: "group_by", message: "That choice cannot be shown." }]);
    const { groups } = await compareEvents(ctx, input);
    const rows = groups.map((group) => {
      const { attendance, mutual } = sharesOf(group);
      return [
        groupName(group, input.group_by),
        group.events,
        attendance === null ? null : group.expected,
        attendance === null ? null : group.came,
        attendance,
        mutual === null ? null : group.pairs,
        mutual === null ? null : group.mutual,
        mutual,
        group.rating === null ? null : group.ratings,
        group.rating,
      ];
    });
    return { name: "events.csv", text: csv([COLUMNS, ...rows]) };
  });
}
