import { createAccessToken } from "@/lib/identity/accounts/create-access-token";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { linkIn, mailTo } from "@/test/mailbox";
import { makePerson, personContext, signedIn, signIn, siteDatabase } from "@/test/people";

test("somebody changes name and e-mail, the latter once its mail is opened", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await makePerson(siteDatabase(), { withPassword: true });
  const email = `new-${person.email}`;
  await signIn(context, baseURL, person);
  await page.goto("/account/profile");
  await expectAccessible(page);
  await keepPicture(page, "account-profile");
  await page.getByLabel("Name", { exact: true }).fill("Sam Renamed");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByLabel("New e-mail").fill(email);
  await page.getByLabel("Current password").fill(person.password);
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await expect(page.getByText(`We have sent a mail to ${email}.`)).toBeVisible();
  await page.goto(linkIn(await mailTo(siteDatabase(), email, /Confirm/)));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirm this address" }).click();
  await expect(page.getByText("The address of your account is now")).toBeFocused();
  await expectAccessible(page);
  await mailTo(siteDatabase(), person.email, /was changed/);
  await page.goto("/account/profile");
  await expect(page.getByText(email)).toBeVisible();
});

test("other browsers are signed out one by one and all at once @desktop", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await makePerson(siteDatabase());
  for (let browser = 0; browser < 3; browser += 1) await signedIn(siteDatabase(), person.userId);
  await signIn(context, baseURL, person);
  await page.goto("/account/sessions");
  await expect(page.getByRole("listitem").filter({ hasText: "Signed in" })).toHaveCount(4);
  await page.getByRole("button", { name: "Sign out An unknown browser" }).first().click();
  await expect(page.getByRole("listitem").filter({ hasText: "Signed in" })).toHaveCount(3);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("2 other browsers are signed out.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Signed in" })).toHaveCount(1);
});

test("a person without a team makes a token for their own account", async ({
  page,
  context,
  baseURL,
  request,
}) => {
  const person = await makePerson(siteDatabase());
  await signIn(context, baseURL, person);
  await page.goto("/account/tokens");
  await expect(page.getByLabel("Acts for")).toHaveValue("");
  await expect(page.getByRole("group", { name: "Permissions" })).toBeHidden();
  await page.getByLabel("Name", { exact: true }).fill("Backup script");
  await page.getByRole("button", { name: "Create token" }).click();
  const token = (await page.getByText(/^pat_\w+$/).textContent()) ?? "";
  await expect(page.getByText("for your own account")).toBeVisible();
  await expectAccessible(page);
  const me = await request.get("/api/v1/me", { headers: { Authorization: `Bearer ${token}` } });
  expect(await me.json()).toMatchObject({ id: person.userId, memberships: [] });
});

test("an access token is made, works, and works no longer once revoked", async ({
  page,
  context,
  baseURL,
  request,
}, { project }) => {
  const person = await makePerson(siteDatabase(), { role: "developer" });
  const callWith = (token: string) =>
    request.get(`/api/v1/partners/${person.partnerId}`, { headers: { Authorization: `Bearer ${token}` } });
  await signIn(context, baseURL, person);
  await page.goto("/account/tokens");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create token" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/not be empty/);
  await page.getByLabel("Name", { exact: true }).fill("Nightly report");
  await page.getByRole("checkbox", { name: "Administer" }).check();
  await page.getByRole("button", { name: "Create token" }).click();
  const token = (await page.getByText(/^pat_\w+$/).textContent()) ?? "";
  await expect(page.getByRole("listitem").filter({ hasText: "Nightly report" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "account-tokens");
  expect((await callWith(token)).status()).toBe(200);
  await page.getByRole("button", { name: "Revoke Nightly report" }).click();
  await expect(page.getByText("revoked", { exact: true })).toBeVisible();
  expect((await callWith(token)).status()).toBe(401);
  if (project.name !== "desktop-light") return;

  // A new password leaves tokens alone unless they are to go with it.
  const made = await createAccessToken(personContext(siteDatabase(), person), {
    partner_id: person.partnerId,
    name: "Another",
    scopes: ["partners:admin"],
    expires_in_days: 7,
  });
  await page.goto("/account/security");
  await page.getByLabel("New password").fill("quiet words to begin with");
  await page.getByRole("button", { name: "Set a password" }).click();
  await expect(page.getByText("every other browser is signed out")).toBeVisible();
  expect((await callWith(made.token)).status()).toBe(200);
  await page.getByLabel("Current password").first().fill("quiet words to begin with");
  await page.getByLabel("New password").fill("quiet words to go on with");
  await page.getByRole("checkbox", { name: /^Revoke my access token too/ }).check();
  await expectAccessible(page);
  await keepPicture(page, "account-password-tokens");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("your access tokens are revoked")).toBeVisible();
  expect((await callWith(made.token)).status()).toBe(401);
});

test("somebody without a team makes one", async ({ page, context, baseURL }) => {
  const person = await makePerson(siteDatabase());
  await signIn(context, baseURL, person);
  await page.goto("/partner/new");
  await expectAccessible(page);
  await keepPicture(page, "partner-new");
  await page.getByLabel("Company").fill("Second Chance Ltd");
  await page.getByRole("checkbox", { name: /I agree/ }).check();
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByRole("heading", { name: "Your company is set up" })).toBeFocused();
  await expect(page.getByText(/^sk_test_/)).toBeVisible();
});
