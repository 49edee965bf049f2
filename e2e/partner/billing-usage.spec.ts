import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { billLastMonth } from "@/test/billed-month";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { busyPartner } from "@/test/busy-partner";
import { makePerson, signIn, siteDatabase, type TestPerson } from "@/test/people";

const count = new Intl.NumberFormat("en-US");

async function arrange(
  page: Page,
  baseURL: string | undefined,
  settings: Parameters<typeof makePerson>[1] = {},
): Promise<TestPerson> {
  const person = await makePerson(siteDatabase(), {
    role: "owner",
    name: "Noor Haddad",
    tier: "starter",
    ...settings,
  });
  await signIn(page.context(), baseURL, person);
  return person;
}

/** What a link downloads. */
async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: `Download ${name} as CSV` }).click(),
  ]);
  return readFile(await file.path(), "utf8");
}

test("an invoice of live calls opens to its days, their endpoints and every request id", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const person = await arrange(page, baseURL);
  const { calls, lineId } = await billLastMonth(
    siteDatabase(),
    person.partnerId,
    await busyPartner(siteDatabase(), person.partnerId),
  );
  const units = calls.reduce((sum, call) => sum + call.units, 0);

  await page.goto("/partner/billing");
  await page.getByRole("link", { name: "Cost of live calls" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cost of live calls" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Under another plan" })).toContainText("Professional");
  await expectAccessible(page);
  await keepPicture(page, "billing-usage");

  await page.getByRole("table", { name: "Invoices of live calls" }).getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/lines/${lineId}$`));
  await expect(page.getByText("The days sum to the line exactly")).toContainText(count.format(units));
  await expectAccessible(page);
  await keepPicture(page, "billing-usage-line");
  const csv = await download(page, "Every call");
  const rows = csv
    .trim()
    .split("\r\n")
    .slice(1)
    .map((row) => row.split(","));
  expect(rows.map((row) => row[3]).sort()).toEqual(calls.map(({ requestId }) => requestId).sort());
  expect(rows.reduce((sum, row) => sum + Number(row.at(-3)), 0)).toBe(units);

  const day = calls[0]?.occurredAt.toISOString().slice(0, 10) ?? "";
  await page.getByRole("table", { name: "Days" }).getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/${day}$`));
  await page.getByRole("link", { name: "POST /v1/compatibility/calculate" }).click();
  const shown = calls.filter(
    (call) =>
      call.occurredAt.toISOString().startsWith(day) && call.endpoint === "/v1/compatibility/calculate",
  );
  await expect(page.getByText("which is what this endpoint is billed with")).toContainText(
    `${shown.length} calls`,
  );
  await expect(page.getByRole("link", { name: shown[0]?.requestId ?? "" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-usage-day");
  await page.getByRole("link", { name: shown[0]?.requestId ?? "" }).click();
  await expect(page).toHaveURL(`/partner/requests/${shown[0]?.requestId}`);

  const other = await makePerson(siteDatabase(), { role: "owner" });
  await signIn(page.context(), baseURL, other);
  const lines = `/partner/billing/usage/lines/${lineId}`;
  for (const path of [lines, `${lines}/${day}`, `${lines}/export?level=calls`])
    expect((await page.request.get(path)).status()).toBe(404);
});

test("without a plan it says that nothing is charged, and the caps are set in dollars and cents @phone", async ({
  page,
  baseURL,
}) => {
  const person = await arrange(page, baseURL, { tier: "free" });
  await page.goto("/partner/billing/usage");
  await expect(page.getByText("not charged on the free tier")).toBeVisible();
  await expect(page.getByText("No invoices of live calls yet")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-usage-free");

  await page.getByLabel("Soft cap").fill("500");
  await page.getByLabel("Hard cap").fill("400");
  await page.getByRole("button", { name: "Save spend caps" }).click();
  await expect(page.getByLabel("Soft cap")).toHaveAccessibleDescription(/Must be less than the hard cap/);
  await page.getByLabel("Soft cap").fill("12,50");
  await page.getByLabel("Hard cap").fill("1,000.505");
  await page.getByRole("button", { name: "Save spend caps" }).click();
  await expect(page.getByLabel("Soft cap")).toHaveAccessibleDescription(/Must be an amount in US dollars/);
  await page.getByLabel("Soft cap").fill("12.50");
  await page.getByRole("button", { name: "Save spend caps" }).click();
  await expect(page.getByLabel("Hard cap")).toHaveAccessibleDescription(/at most two decimals/);
  await page.getByLabel("Hard cap").fill("1,000.50");
  await page.getByRole("button", { name: "Save spend caps" }).click();
  await expect(page.getByText("The spend caps are saved", { exact: true })).toBeVisible();
  const caps = () =>
    siteDatabase().prisma.alert.findMany({
      where: { partnerId: person.partnerId, deletedAt: null },
      select: { metric: true, window: true, threshold: true, action: true },
      orderBy: { threshold: "asc" },
    });
  const cap = { metric: "spend", window: "month" };
  expect(await caps()).toEqual([
    { ...cap, threshold: 12_500_000n, action: "notify" },
    { ...cap, threshold: 1_000_500_000n, action: "block" },
  ]);
  await page.reload();
  await expect(page.getByLabel("Soft cap")).toHaveValue("12.50");
  await expect(page.getByLabel("Hard cap")).toHaveValue("1000.50");
  await page.getByLabel("Soft cap").fill("");
  await page.getByRole("button", { name: "Save spend caps" }).click();
  await expect.poll(caps).toEqual([{ ...cap, threshold: 1_000_500_000n, action: "block" }]);
});

test("AI tokens are bought on the payment page and are in the wallet when one comes back", async ({
  page,
  baseURL,
}) => {
  await arrange(page, baseURL);
  await page.goto("/partner/billing/tokens");
  await expect(page.getByText("Your wallet is new")).toBeVisible();
  await page.getByLabel("AI tokens", { exact: true }).fill("5,500");
  await page.getByRole("button", { name: /^Buy/ }).click();
  await expect(page.getByLabel("AI tokens", { exact: true })).toHaveAccessibleDescription(
    /multiple of 1,000/,
  );
  await expectAccessible(page);
  await keepPicture(page, "billing-tokens-new");

  await page.getByRole("radio", { name: "10,000" }).click();
  await page.getByRole("button", { name: "Buy for $1.00" }).click();
  await expect(page).toHaveURL(/\/dev\/stripe\/checkout\/cs_test_/);
  await page.getByLabel("Card number").fill("4242 4242 4242 4242");
  await page.getByLabel("Expires").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Noor Haddad");
  await page.getByRole("button", { name: "Pay $1.00" }).click();
  await expect(page).toHaveURL(/\/partner\/billing\/tokens\?checkout=cs_test_/);
  await expect(page.getByText("10,000 AI tokens are in your wallet")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("table", { name: "History" })).toContainText("+10,000");
  await expectAccessible(page);
  await keepPicture(page, "billing-tokens");
});
