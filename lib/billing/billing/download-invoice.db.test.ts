import { beforeAll, expect, it } from "vitest";
import { downloadInvoice } from "@/lib/billing/billing/download-invoice";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { makeFinalizedInvoice } from "@/test/finalized-invoice";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";
import { stripeInMemory } from "@/test/stripe-in-memory";

const own = ownDatabase();
stripeInMemory(own);

beforeAll(() => {
  setSettings({ DATABASE_URL: own.url });
});

async function invoiced() {
  const partner = await makePartner({}, own.database);
  return { ctx: own.as(partner), invoice_id: await makeFinalizedInvoice(own.database, partner.partnerId) };
}

it("gives a partner's own invoice as a PDF under its number, with an ETag that follows what we read of it", async () => {
  const { ctx, invoice_id } = await invoiced();
  const file = await downloadInvoice(ctx, { invoice_id });
  expect(file.fileName).toMatch(/^Invoice-[A-Z0-9-]+\.pdf$/);
  expect(
    Buffer.from(await file.read())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  expect((await downloadInvoice(ctx, { invoice_id })).etag).toBe(file.etag);
  await own.prisma.invoice.update({ where: { id: invoice_id }, data: { reading: 2n } });
  expect((await downloadInvoice(ctx, { invoice_id })).etag).not.toBe(file.etag);
});

it("shows neither a neighbour's invoices nor any to a test key", async () => {
  const [mine, theirs] = [await invoiced(), await invoiced()];
  const neighbour = { invoice_id: theirs.invoice_id };
  await expect(downloadInvoice(mine.ctx, neighbour)).rejects.toMatchObject({ code: "not_found" });
  const test = { ...mine.ctx, mode: "test" as const };
  const refused = { code: "live_key_required" };
  await expect(downloadInvoice(test, { invoice_id: mine.invoice_id })).rejects.toMatchObject(refused);
  await expect(listInvoices(test, { limit: 5 })).rejects.toMatchObject(refused);
  expect((await listInvoices(mine.ctx, { limit: 5 })).data.map(({ id }) => id)).toEqual([mine.invoice_id]);
});
