import { fileResponse } from "@/app/file-response";
import { requirePartner } from "@/app/session";
import { fieldErrors, invalidInput } from "@/lib/platform/input";
import { exportAnswer } from "@/lib/research/exports/export-answer";
import { ExportAnswer } from "@/lib/research/exports/schemas";

/** One of the partner's answers as a file: `?format=bundle`, `csv`, `json` or `parquet`. */
export async function GET(request: Request, { params }: { params: Promise<{ query_id: string }> }) {
  const { ctx, userCtx } = await requirePartner();
  return fileResponse(ctx, { ...userCtx, partnerId: ctx.partnerId }, async () => {
    const { query_id } = await params;
    const format = new URL(request.url).searchParams.get("format") ?? "bundle";
    const input = ExportAnswer.safeParse({ query_id, format });
    if (!input.success) throw invalidInput(fieldErrors(input.error.issues));
    return exportAnswer(ctx, input.data);
  });
}
