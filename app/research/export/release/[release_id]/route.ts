import { fileResponse } from "@/app/file-response";
import { requirePartner } from "@/app/session";
import { fieldErrors, invalidInput } from "@/lib/platform/input";
import { exportRelease } from "@/lib/research/exports/export-release";
import { ExportRelease } from "@/lib/research/exports/schemas";

/** A release as a file: `?format=bundle`, `csv`, `json` or `parquet`, and `?as=median` of counts in bins. */
export async function GET(request: Request, { params }: { params: Promise<{ release_id: string }> }) {
  const { ctx, userCtx } = await requirePartner();
  return fileResponse(ctx, { ...userCtx, partnerId: ctx.partnerId }, async () => {
    const { release_id } = await params;
    const query = new URL(request.url).searchParams;
    const input = ExportRelease.safeParse({
      release_id,
      format: query.get("format") ?? "bundle",
      as: query.get("as") ?? undefined,
    });
    if (!input.success) throw invalidInput(fieldErrors(input.error.issues));
    return exportRelease(ctx, input.data);
  });
}
