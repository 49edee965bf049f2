import { afterEach, beforeAll, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { getUsageLine } from "@/lib/billing/metering/get-usage-line";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const town = new BillingTown(own);

beforeAll(async () => {
  setSettings();
  await town.open();
});

afterEach(() => town.close());

it("lists invoices page by page, each once", async () => {
  const ctx = await town.partner();
  await town.buy(ctx, "starter");
  for (let months = 0; months < 3; months += 1) {
    await town.advance(32);
    await town.follow(ctx);
  }
  const all = (await listInvoices(ctx, { limit: 100 })).data.map(({ id }) => id);
  expect(all.length).toBeGreaterThan(3);
  const paged: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listInvoices(ctx, { limit: 1, ...(cursor === undefined ? {} : { cursor }) });
    paged.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  expect(paged).toEqual(all);
}, 60_000);

it("begins anew with a cursor that is not ours, whatever is written in it", async () => {
  const ctx = await town.partner();
  for (const text of [
    "2026-01-01T00:00:00.000Z in_\0",
    "2026-01-01 \0",
    "-271821-04-20 in_1",
    "-000001-01-01T00:00:00.000Z in_1",
    "9999-99-99T99:99:99.999Z in_1",
    "\ud800",
    "",
  ]) {
    const cursor = Buffer.from(text).toString("base64url");
    expect((await listInvoices(ctx, { limit: 5, cursor })).data, JSON.stringify(text)).toEqual([]);
  }
});

it("has no usage line under an id that cannot be one", async () => {
  const ctx = await town.partner();
  for (const line_id of ["\0", "", "../il_1", "il_1 ", "x".repeat(5_000)]) {
    await expect(getUsageLine(ctx, { line_id })).rejects.toMatchObject({ code: "not_found" });
  }
});
