import type { Context } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { type ExportedFile, fileOf } from "@/lib/research/exports/export-answer";
import { getFinding } from "@/lib/research/findings/get-finding";
import type { ExportFinding } from "@/lib/research/findings/schemas";

/** A published finding as a file, for everyone. Throws NotFound, also once it was withdrawn. */
export async function exportFinding(ctx: Context, { cite, format }: ExportFinding): Promise<ExportedFile> {
  const { answer } = await getFinding(ctx, { cite });
  if (answer === null) throw new NotFound("finding");
  return fileOf(ctx, answer, format);
}
