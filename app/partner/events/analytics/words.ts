import type { ComparedFigures, ComparedGroup } from "@/lib/events/pairing/compare-events";
import type { EventGrouping } from "@/lib/events/pairing/compare-schemas";

export const GROUPINGS: Record<EventGrouping, string> = {
  event: "Event",
  month: "Month",
  city: "City",
  weekday: "Weekday",
};

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

export function groupName({ key, name }: ComparedGroup, by: EventGrouping): string {
  switch (by) {
    case "event":
      return name ?? "";
    case "month":
      return month.format(new Date(`${key}-01T00:00:00Z`));
    case "city":
      return key ?? "No city given";
    case "weekday":
      return WEEKDAYS[Number(key) - 1] ?? "";
  }
}

/** Shares are null where there is nothing to divide. */
export function sharesOf({ expected, came, pairs, mutual }: ComparedFigures) {
  return {
    attendance: expected === 0 ? null : came / expected,
    mutual: pairs === 0 ? null : mutual / pairs,
  };
}
