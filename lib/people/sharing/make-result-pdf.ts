import { getResult } from "@/lib/people/results/get-result";
import { assertMayShow } from "@/lib/people/sharing/can-show-intimacy";
import { sharedResult } from "@/lib/people/sharing/choose-of-result";
import type { ChooseOfResult } from "@/lib/people/sharing/schemas";
import { writeSharePdf } from "@/lib/people/sharing/write-share-pdf";
import type { ProfileContext } from "@/lib/platform/context";

/** What was chosen of one of the person's own results, as a PDF. Throws NotFound, Invalid `invalid_input`. */
export async function makeResultPdf(
  ctx: ProfileContext,
  { result_id, name, ...choice }: ChooseOfResult,
): Promise<Buffer<ArrayBuffer>> {
  const result = await getResult(ctx, { result_id });
  await assertMayShow(ctx, ctx.db, result, choice);
  return writeSharePdf({ content: sharedResult(result, choice), names: [name] });
}
