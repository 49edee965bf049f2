import type { Page } from "@playwright/test";
import { generateSync } from "otplib";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase, type TestPerson } from "@/test/people";

async function signInByPassword(page: Page, person: TestPerson): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The links of the person's menu, in order. */
async function menuLinks(page: Page): Promise<string[]> {
  await page.getByRole("button", { name: /^Account of/ }).click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  const labels = await page.getByRole("menuitem").allTextContents();
  await page.keyboard.press("Escape");
  return labels.filter((label) => label !== "Sign out");
}

test("an admin without a company who signs in arrives in the admin's area @desktop", async ({ page }) => {
  const admin = await makePerson(siteDatabase(), { admin: true, withPassword: true, name: "Ada Admin" });
  await signInByPassword(page, admin);
  await page.getByLabel("Code").fill(generateSync({ secret: admin.totpSecret }));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/admin");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  expect(await menuLinks(page)).toEqual(["Your account", "Security"]);
  await page.goto("/account");
  const work = page.getByRole("navigation", { name: "Account" }).getByRole("list", { name: "Work" });
  await expect(work.getByRole("link")).toHaveText(["Admin", "Create a company"]);
  expect(await menuLinks(page)).toEqual(["Admin"]);
});

test("a person without a company who signs in arrives in their account, and can create one @desktop", async ({
  page,
}) => {
  const person = await makePerson(siteDatabase(), { withPassword: true });
  await signInByPassword(page, person);
  await expect(page).toHaveURL("/account");
  await expectAccessible(page);
  await keepPicture(page, "account-without-company");
  await page.getByRole("link", { name: "Create a company" }).first().click();
  await expect(page).toHaveURL("/partner/new");
});

test("an admin with a company finds every area in the menu of each @desktop", async ({
  page,
  context,
  baseURL,
}) => {
  const both = await makePerson(siteDatabase(), { admin: true, role: "owner", name: "Ada Admin" });
  await signIn(context, baseURL, both);
  await page.goto("/partner");
  expect(await menuLinks(page)).toEqual(["Your account", "Research", "Admin", "Security"]);
  await page.goto("/admin");
  expect(await menuLinks(page)).toEqual(["Your account", "Partner portal", "Research", "Security"]);
  await page.goto("/account");
  expect(await menuLinks(page)).toEqual(["Partner portal", "Research", "Admin"]);
});

test("an owner finds the portal and their account, and no way into the admin's area @desktop", async ({
  page,
  context,
  baseURL,
}) => {
  const owner = await makePerson(siteDatabase(), { role: "owner" });
  await signIn(context, baseURL, owner);
  await page.goto("/account");
  expect(await menuLinks(page)).toEqual(["Partner portal", "Research"]);
  await page.goto("/partner");
  expect(await menuLinks(page)).toEqual(["Your account", "Research", "Security"]);
});
