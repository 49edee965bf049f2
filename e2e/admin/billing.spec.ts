import { expect, expectAccessible, keepPicture, test } from "../fixtures/browser";
import { makePerson, signIn, siteDatabase } from "../fixtures/people";

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
