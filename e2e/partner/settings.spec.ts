import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";

test("an owner changes the account, and verifies a new address by mail @desktop", async ({
  page,
  baseURL,
}) => {
  const database = siteDatabase();
  const owner = await makePerson(database, { role: "owner" });
  await signIn(page.context(), baseURL, owner);
  await page.goto("/partner/settings");
  await expect(page.getByText("You are its only owner")).toBeVisible();
  await expect(page.getByRole("button", { name: "Leave team" })).toHaveCount(0);
  await page.getByLabel("Company").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Company")).toHaveAccessibleDescription(/Must not be empty/);
  await page.getByLabel("Company").fill("Kindred & Co");
  const email = `moved-${crypto.randomUUID()}@example.com`;
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`${email} is not verified yet`)).toBeVisible();
  await page.getByRole("button", { name: "Send the mail again" }).click();
  await expect(page.getByText("Sent. The link is valid for two days.")).toBeVisible();
  await expect(async () =>
    expect(await database.prisma.keptMail.count({ where: { to: email } })).toBe(2),
  ).toPass();
  // Live keys wait for it, and the page says so.
  await page.goto("/partner/keys");
  await page.getByRole("button", { name: "Create key" }).first().click();
  await expect(page.getByRole("radio", { name: /Live/ })).toBeDisabled();
  await expect(page.getByText("Live keys need a verified e-mail")).toBeVisible();
});

test("a member leaves the team @phone", async ({ page, baseURL }) => {
  const database = siteDatabase();
  const { partnerId } = await makePerson(database, { role: "owner" });
  const member = await makePerson(database, { partnerId, role: "viewer" });
  await signIn(page.context(), baseURL, member);
  await page.goto("/partner/settings");
  await page.getByRole("button", { name: "Leave team" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave team" }).click();
  await expect(page).not.toHaveURL(/settings/);
  expect(await database.prisma.partnerMember.count({ where: { userId: member.userId } })).toBe(0);
});

test("the settings page is accessible", async ({ page, baseURL }) => {
  const owner = await makePerson(siteDatabase(), { role: "owner" });
  await signIn(page.context(), baseURL, owner);
  await page.goto("/partner/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "partner-settings");
});
