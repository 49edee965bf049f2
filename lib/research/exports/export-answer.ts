import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Answered } from "@/lib/research/exports/describe-data";
import type { ExportAnswer, ExportFormat } from "@/lib/research/exports/schemas";
import { recordSigningKey } from "@/lib/research/exports/signing-key";
import { tableFile, writeBundle } from "@/lib/research/exports/write-bundle";
import { findEdition } from "@/lib/research/insights/find-edition";
import { getQuery } from "@/lib/research/insights/get-query";

/** A file of an answer. */
export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  bundle: "application/zip",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

/**
 * One of the caller's answers as a file: its table, or a signed bundle of everything. The same answer gives the same bytes each
 * time. Throws Forbidden `live_key_required`, `tier_lacks_insights`, NotFound.
 */
export async function exportAnswer(
  ctx: PartnerContext,
  { query_id, format }: ExportAnswer,
): Promise<ExportedFile> {
  assertPermitted(ctx, "insights:read");
  const { result, ...asked } = await getQuery(ctx, { query_id });
  if (result === null) throw new Error("A stored question has an answer.");
  return fileOf(ctx, { ...asked, result }, format);
}

/** The same of an answer that was read already. */
export async function fileOf(
  ctx: Pick<PartnerContext, "db" | "clock">,
  answered: Answered,
  format: ExportFormat,
): Promise<ExportedFile> {
  const { edition: quarter, release_id } = answered.result;
  const name = `research-${quarter}-${release_id.slice(-12)}`.toLowerCase();
  if (format !== "bundle")
    return { name: `${name}.${format}`, type: TYPES[format], bytes: tableFile(answered, format) };
  const edition = await findEdition(ctx.db, quarter);
  await recordSigningKey(ctx);
  return { name: `${name}.zip`, type: TYPES.bundle, bytes: writeBundle(answered, edition) };
}
