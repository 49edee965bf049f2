import { readFile } from "node:fs/promises";
import { credit, debit, receivable, subscriptionRevenue } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { usd } from "@/lib/money/money";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase, testContext } from "@/test/people";

/** So much that it is the first row of every table, whoever else pays. */
const PLAN_MINOR = 250_000_000;

test("an admin reads what recurs and what was earned, and takes the figures along", async ({
  page,
  baseURL,
}, { project }) => {
  const database = siteDatabase();
  const admin = await makePerson(database, { admin: true });
  const companyName = `Lantern ${newId()}`;
  const { partnerId } = await makePerson(database, { role: "owner", companyName });
  const now = new Date();
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15));
  await database.prisma.mrrMovement.create({
    data: {
      ...{ id: newId(), key: newId(), partnerId, kind: "new", tier: "professional", currency: "usd" },
      ...{ beforeMinor: 0, afterMinor: PLAN_MINOR, occurredAt: before, recordedAt: before },
    },
  });
  await database.prisma.$transaction((tx) =>
    post(testContext(database), tx, {
      key: `invoice:${newId()}:finalized`,
      description: "Invoice",
      entries: [debit(receivable(partnerId), usd(PLAN_MINOR)), credit(subscriptionRevenue, usd(PLAN_MINOR))],
      occurredAt: before,
    }),
  );

  await signIn(page.context(), baseURL, admin);
  await page.goto("/admin/revenue");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Revenue");
  const row = page.getByRole("table", { name: "Revenue by partner" }).getByRole("row", { name: companyName });
  await expect(row).toContainText("Professional");
  await expect(row).toContainText("$2,500,000.00");
  // Each figure says what it is.
  await expect(page.getByText("twelve times MRR")).toBeVisible();
  await expect(page.getByText("Deferred now:")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "admin-revenue");
  if (project.name !== "desktop-light") return;

  const moved = page.getByRole("region", { name: "What moved MRR" });
  await moved.getByRole("radio", { name: "Table" }).click();
  await expect(moved.getByRole("table")).toContainText("Cancelled");
  await page.getByRole("link", { name: "6 months" }).click();
  await expect(page).toHaveURL("/admin/revenue?range=6m");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download By partner as CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^revenue-partners-6m-to-\d{4}-\d\d-\d\d\.csv$/);
  const line = (await readFile(await file.path(), "utf8"))
    .split("\r\n")
    .find((one) => one.startsWith(partnerId));
  expect(line).toBe(
    `${partnerId},${companyName},professional,${PLAN_MINOR},${PLAN_MINOR},0,0,0,0,0,${PLAN_MINOR},0`,
  );
  const refused = await page.request.get("/admin/revenue/export?report=everything");
  expect([refused.status(), (await refused.json()).errors[0].path]).toEqual([400, "report"]);
});

test("revenue is there for admins alone @desktop", async ({ page, baseURL, watch }) => {
  watch.expectComplaint(/status of 404/);
  await signIn(page.context(), baseURL, await makePerson(siteDatabase(), { role: "owner" }));
  for (const path of ["/admin/revenue", "/admin/revenue/export?report=partners"]) {
    expect((await page.request.get(path)).status()).toBe(404);
  }
});
