import { sharedReport } from "@/lib/people/sharing/choose-of-report";
import type { ChooseOfReport } from "@/lib/people/sharing/schemas";
import { writeSharePdf } from "@/lib/people/sharing/write-share-pdf";
import { findPair } from "@/lib/people/together/find-pair";
import { presentPair } from "@/lib/people/together/present-pair";
import type { ProfileContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";

/**
 * What was chosen of the report of one of the person's own pairs, as a PDF for themselves. It names the other only as the reader: the
 * name on the page is the reader's own to choose. Throws NotFound, Invalid `invalid_input`, Conflict `nothing_to_share`.
 */
export async function makeReportPdf(
  ctx: ProfileContext,
  { pair_id, name, ...choice }: ChooseOfReport,
): Promise<Buffer<ArrayBuffer>> {
  const { report } = presentPair(await findPair(ctx, ctx.db, pair_id));
  if (report === null) {
    throw new Conflict("nothing_to_share", "There is no report yet. Both of you have to agree first.");
  }
  return writeSharePdf({ content: sharedReport(report, choice), names: [name, null] });
}
