import { fileResponse } from "@/app/file-response";
import { visit } from "@/app/request-context";
import { NotFound } from "@/lib/platform/errors";
import { fieldErrors, invalidInput } from "@/lib/platform/input";
import { exportFinding } from "@/lib/research/findings/export-finding";
import { ExportFinding } from "@/lib/research/findings/schemas";

/** A published finding as a file: `?format=bundle`, `csv`, `json` or `parquet`. */
export async function GET(request: Request, { params }: { params: Promise<{ cite: string }> }) {
  const { ctx } = await visit();
  return fileResponse(ctx, { limiter: ctx.limiter, address: ctx.address }, async () => {
    const { cite } = await params;
    const format = new URL(request.url).searchParams.get("format") ?? "bundle";
    const input = ExportFinding.safeParse({ cite, format });
    if (input.success) return exportFinding(ctx, input.data);
    if (input.error.issues.some(({ path }) => path[0] === "cite")) throw new NotFound("finding");
    throw invalidInput(fieldErrors(input.error.issues));
  });
}
