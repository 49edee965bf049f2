import { csvResponse } from "@/app/csv-response";
import { askedComparison } from "@/app/partner/events/analytics/asked";
import { groupName, sharesOf } from "@/app/partner/events/analytics/words";
import { compareEvents } from "@/lib/events/pairing/compare-events";
import { csv } from "@/lib/platform/csv";

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
  const { ctx, input } = await askedComparison(Object.fromEntries(new URL(request.url).searchParams));
  return csvResponse(ctx, async () => {
    const { groups } = await compareEvents(ctx, input);
    const rows = groups.map((group) => {
      const { attendance, mutual } = sharesOf(group);
      return [
        groupName(group, input.group_by),
        group.events,
        group.expected,
        group.came,
        attendance,
        group.pairs,
        group.mutual,
        mutual,
        group.ratings,
        group.rating,
      ];
    });
    return { name: "events.csv", text: csv([COLUMNS, ...rows]) };
  });
}
