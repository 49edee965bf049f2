import { beforeAll, describe, expect, it } from "vitest";
import { verifyBundle } from "@/content/research/verify-bundle.mjs";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { exportAnswer } from "@/lib/research/exports/export-answer";
import { exportRelease } from "@/lib/research/exports/export-release";
import { listSigningKeys } from "@/lib/research/exports/list-signing-keys";
import { ExportAnswer } from "@/lib/research/exports/schemas";
import { getQuery } from "@/lib/research/insights/get-query";
import {
  ask,
  insertPopulation,
  makeResearcher,
  publishEdition,
} from "@/lib/research/insights/insights.fixture";
import { runQuery } from "@/lib/research/insights/run-query";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(4);
const clock = new FixedClock("2031-07-01T04:40:00Z");

let asker: PartnerContext;
let other: PartnerContext;
let queryId = "";

beforeAll(async () => {
  asker = await makeResearcher(own, clock);
  other = await makeResearcher(own, clock);
  await insertPopulation(own, new Date("2031-05-01T12:00:00Z"), 60);
  await publishEdition(own, clock);
  const input = { measure: "people", dimensions: ["age_band", "region"], error: 30 };
  queryId = (await runQuery(asker, ask(input))).id ?? "";
}, 120_000);

const exported = (format: "bundle" | "csv" | "json" | "parquet", ctx = asker) =>
  exportAnswer(ctx, { query_id: queryId, format });

describe("an export", () => {
  it("is a bundle that holds under the keys that are published, and has the same bytes the next day", async () => {
    const { name, type, bytes } = await exported("bundle");
    const { keys } = await listSigningKeys(asker);
    const { manifest, kid } = verifyBundle(Buffer.from(bytes), { keys: [...keys] });
    expect(keys.map((key) => key.kid)).toContain(kid);
    const edition = await own.prisma.researchEdition.findFirstOrThrow();
    expect(manifest.edition).toEqual({
      quarter: "2031-Q2",
      commitment: Buffer.from(edition.commitment).toString("hex"),
      synthetic: edition.synthetic,
    });
    expect([name, type]).toEqual([
      expect.stringMatching(/^research-2031-q2-[0-9a-f]{12}\.zip$/),
      "application/zip",
    ]);
    const later = { ...asker, clock: new FixedClock("2031-07-02T09:00:00Z") };
    expect(Buffer.from((await exported("bundle", later)).bytes).equals(bytes)).toBe(true);
    expect((await listSigningKeys(later)).keys).toEqual(keys);
  });

  it("holds nothing of the noisy numbers that are hidden", async () => {
    const releases = await own.prisma.insightRelease.findMany({ orderBy: { createdAt: "desc" } });
    const { bytes } = await exported("json");
    const rows: { count: number | null }[] = JSON.parse(new TextDecoder().decode(bytes));
    const counts = releases
      .map(({ noisy }) => (noisy as { counts: number[] }).counts)
      .find((held) => held.length === rows.length);
    if (counts === undefined) throw new Error("The release is there.");
    const hidden = rows.filter((_, at) => (counts[at] ?? 0) < 10);
    expect(hidden.length).toBeGreaterThan(100);
    const texts = hidden.map(({ count, ...row }) => JSON.stringify([count, Object.values(row).at(-1)]));
    expect(new Set(texts)).toEqual(new Set(["[null,null]"]));
  });

  it("is a table in each format", async () => {
    for (const [format, type] of [
      ["csv", "text/csv; charset=utf-8"],
      ["json", "application/json; charset=utf-8"],
      ["parquet", "application/vnd.apache.parquet"],
    ] as const) {
      const file = await exported(format);
      expect([file.type, file.name.endsWith(`.${format}`)]).toEqual([type, true]);
      expect(file.bytes.length).toBeGreaterThan(500);
    }
    expect(ExportAnswer.safeParse({ query_id: queryId, format: "xlsx" }).success).toBe(false);
  });

  it("of a release is there for everyone with insights, with the same bytes as the answer that it gave", async () => {
    const { release_id } = (await getQuery(asker, { query_id: queryId })).result ?? { release_id: "" };
    const file = await exportRelease(other, { release_id, format: "bundle" });
    expect(Buffer.from(file.bytes).equals((await exported("bundle")).bytes)).toBe(true);
    const unknown = "0193c9a2-0000-7000-8000-000000000001";
    await expect(exportRelease(other, { release_id: unknown, format: "csv" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is refused to another partner as if it were not there, and to a plan without insights by name", async () => {
    await expect(exported("bundle", other)).rejects.toMatchObject({ code: "not_found" });
    const starter = await makeResearcher(own, clock, "starter");
    await expect(exported("csv", starter)).rejects.toMatchObject({ code: "tier_lacks_insights" });
    const reader = { ...asker, permissions: new Set(["usage:read" as const]) };
    await expect(exported("csv", reader)).rejects.toMatchObject({ code: "insufficient_scope" });
  });
});

describe("the published keys", () => {
  it("stay, whatever is done to them", async () => {
    await listSigningKeys(asker);
    await expect(own.rows("DELETE FROM research_signing_keys")).rejects.toThrow("only ever added");
  });
});
