import { INTIMACY_TRAITS } from "@/lib/people/assessments/statements";
import type { ChooseOfReport, SharedReport } from "@/lib/people/sharing/schemas";
import type { ShownReport } from "@/lib/people/together/present-pair";
import { invalidInput } from "@/lib/platform/input";
import type { TraitName } from "@/lib/scoring/model";

/**
 * What a link or a file shows of a pair's report: what the two see, or less. Where intimacy counts in the report, the lists of
 * traits are shown only with it: a list with a gap would say that intimacy belongs there. Throws Invalid `invalid_input`.
 */
export function sharedReport(
  report: ShownReport,
  { shows, intimacy }: Pick<ChooseOfReport, "shows" | "intimacy">,
): SharedReport {
  if (intimacy && !report.intimacy) {
    throw invalidInput([{ path: "intimacy", message: "This report says nothing about intimacy." }]);
  }
  if (shows === "all" && report.intimacy && !intimacy) {
    const message = "The whole report names traits of intimacy. Check this box, too, or show less.";
    throw invalidInput([{ path: "intimacy", message }]);
  }
  const { bands, overall, groups, closest, widest, starters } = report;
  const all = shows === "all";
  const may = (trait: TraitName) => intimacy || !INTIMACY_TRAITS.has(trait);
  return {
    kind: "report",
    made_at: report.madeAt.toISOString(),
    model_version: report.modelVersion,
    bands: { low: bands.low, high: bands.high, range_low: bands.rangeLow, range_high: bands.rangeHigh },
    overall,
    checked_in: report.checkedIn,
    groups:
      shows === "headline"
        ? []
        : groups
            .filter(({ group }) => group !== "sexual" || intimacy)
            .map(({ group, level }) => ({ group, level })),
    closest: all ? closest.filter(may) : [],
    widest: all ? widest.filter(may) : [],
    starters: all
      ? starters.filter(({ trait }) => may(trait)).map(({ trait, side }) => ({ trait, side }))
      : [],
  };
}
