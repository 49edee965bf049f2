import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";

test("admins see whether the books are right, and have them compared with Stripe's", async ({
  page,
  baseURL,
}) => {
  const admin = await makePerson(siteDatabase(), { admin: true, name: "Ada Admin" });
  await signIn(page.context(), baseURL, admin);
  await page.goto("/admin/billing");
  await expect(page.getByRole("heading", { name: "Billing", level: 1 })).toBeVisible();
  await expect(page.getByText("Balanced", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Compare now" }).click();
  await expect(page.getByRole("table", { name: "Latest comparisons" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Compare now" })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await keepPicture(page, "admin-billing");
});

test("a disputed payment is flagged to the partner and to admins, and takes its AI tokens until it is decided", async ({
  page,
  baseURL,
}) => {
  // Four pages of two people and a payment take their time on a busy machine.
  test.slow();
  const companyName = `Disputed Dating ${newId().slice(-6)}`;
  const owner = await makePerson(siteDatabase(), { role: "owner", companyName });
  await signIn(page.context(), baseURL, owner);
  await page.goto("/partner/billing/tokens");
  await page.getByRole("radio", { name: "10,000" }).click();
  await page.getByRole("button", { name: "Buy for $1.00" }).click();
  await page.getByLabel("Card number").fill("4000 0000 0000 0259");
  await page.getByLabel("Expires").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Noor Haddad");
  await page.getByRole("button", { name: "Pay $1.00" }).click();
  await expect(page).toHaveURL(/\/partner\/billing\/tokens/);
  const history = page.getByRole("table", { name: "History" });
  await expect(async () => {
    await page.goto("/partner/billing/tokens");
    await expect(history).toContainText("Disputed payment", { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(history).toContainText("−10,000");
  await keepPicture(page, "billing-tokens-disputed");
  await page.goto("/partner/billing");
  await expect(page.getByText("A payment is disputed.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-disputed");

  const admin = await makePerson(siteDatabase(), { admin: true, name: "Ada Admin" });
  await page.context().clearCookies();
  await signIn(page.context(), baseURL, admin);
  await page.goto("/admin/billing");
  const row = page.getByRole("table", { name: "Disputes" }).getByRole("row").filter({ hasText: companyName });
  await expect(row).toContainText("Needs a response");
  await expect(row).toContainText("$1.00");
  await row.getByRole("link", { name: companyName }).click();
  await expect(page.getByText("A payment is disputed.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "admin-partner-disputed");
});

test("what is not in the books is shown in its own currency until an admin has looked at it", async ({
  page,
  baseURL,
}) => {
  const objectId = `re_${newId()}`;
  await siteDatabase().prisma.billingSetAside.create({
    data: {
      id: newId(),
      objectId,
      reason: "foreign_currency",
      currency: "EUR",
      amountMinor: 123_456n,
      detail: "A refund of the charge ch_1, in a currency that we keep no books in.",
      foundAt: new Date(),
    },
  });
  const admin = await makePerson(siteDatabase(), { admin: true, name: "Ada Admin" });
  await signIn(page.context(), baseURL, admin);
  await page.goto("/admin/billing");
  const row = page.getByRole("table", { name: "Set aside" }).getByRole("row").filter({ hasText: objectId });
  await expect(row).toContainText("EUR 1,234.56");
  await expect(row).not.toContainText("$");
  await expectAccessible(page);
  await keepPicture(page, "admin-billing-set-aside");
  await row.getByRole("button", { name: `Mark ${objectId} as reviewed` }).click();
  await expect(page.getByText("Marked as reviewed", { exact: true })).toBeVisible();
  await expect(row).toBeHidden();
});
