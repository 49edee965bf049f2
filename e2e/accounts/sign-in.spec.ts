import { generateSync } from "otplib";
import { writePendingIdentity } from "@/lib/identity/accounts/pending-identity";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { linkIn, mailTo } from "@/test/mailbox";
import { makePerson, signIn, siteDatabase } from "@/test/people";

test("somebody signs in by password and comes to where they were going", async ({ page }) => {
  const person = await makePerson(siteDatabase(), { withPassword: true });
  await page.goto("/account/sessions");
  await expect(page).toHaveURL("/sign-in?next=%2Faccount%2Fsessions");
  await expectAccessible(page);
  await keepPicture(page, "sign-in");
  await page.getByLabel("E-mail").fill(person.email.toUpperCase());
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("do not match an account")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(person.email.toUpperCase());
  await expectAccessible(page);
  await keepPicture(page, "sign-in-refused");
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await expect(page.getByText("This browser")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "account-sessions");
});

test("a mailed link signs in at the press of a button, and once @desktop", async ({
  browser,
  baseURL,
  page,
}) => {
  const person = await makePerson(siteDatabase());
  await page.goto("/sign-in?next=/account/tokens");
  await page.getByRole("link", { name: "Mail me a link instead" }).click();
  await expect(page.getByRole("heading", { name: "Sign in by mail" })).toBeVisible();
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "is on its way" })).toBeVisible();
  await expectAccessible(page);
  const link = linkIn(await mailTo(siteDatabase(), person.email, /link to sign in/));
  await page.goto(link);
  await expect(page).toHaveURL(/\/sign-in\/link\?next=[^#]+$/);
  await expect(page.getByText("Press the button")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/account/tokens");

  const again = await browser.newPage({ baseURL: baseURL ?? "" });
  // Without a link there is a code to paste first.
  await again.goto("/sign-in/link");
  await expect(again.getByText("Open the link from our mail, or paste its code here.")).toBeVisible();
  await expect(again.getByText("Press the button")).toHaveCount(0);
  await again.goto(link);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again.getByLabel("Code from the mail")).toHaveAccessibleDescription(/works once/);
  await again.close();
});

test("a forgotten password is replaced by mail, and every other browser is signed out @desktop", async ({
  browser,
  baseURL,
  page,
  watch,
}) => {
  watch.expectComplaint(/status of 404/);
  const person = await makePerson(siteDatabase(), { withPassword: true });
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? "" });
  await signIn(elsewhere, baseURL, person);
  const other = await elsewhere.newPage();
  await other.goto("/account/profile");
  await expect(other.getByRole("heading", { name: "Profile" })).toBeVisible();

  await page.goto("/forgot-password");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await page.goto(linkIn(await mailTo(siteDatabase(), person.email, /new password/)));
  await expectAccessible(page);
  await keepPicture(page, "reset-password");
  await page.getByLabel("New password").fill(person.email);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/easy to guess/);
  await page.getByLabel("New password").fill("other quiet words");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page).not.toHaveURL(/reset-password/);

  await other.goto("/account/profile");
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await elsewhere.close();
});

test("an authenticator app is set up, asked for at sign-in, and turned off", async ({
  page,
  baseURL,
  context,
}) => {
  const person = await makePerson(siteDatabase(), { role: "owner", withPassword: true });
  await signIn(context, baseURL, person);
  await page.goto("/account/security");
  await expectAccessible(page);
  await keepPicture(page, "account-security");
  await page.getByLabel("Current password").last().fill(person.password);
  await page.getByRole("button", { name: "Set up an app" }).click();
  const secret = (await page.locator("#totp-secret").textContent()) ?? "";
  await expectAccessible(page);
  await keepPicture(page, "account-totp");
  const code = generateSync({ secret });
  await page.getByLabel("The six digits").fill(code);
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByText("Recovery codes", { exact: true })).toBeVisible();
  const recovery = await page.locator("#recovery-codes li").allTextContents();
  expect(recovery).toHaveLength(10);
  await expectAccessible(page);
  await keepPicture(page, "account-recovery-codes");

  await context.clearCookies();
  await page.goto("/sign-in?next=/account/security");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Two-step sign-in" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "second-step");
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("has been used")).toBeVisible();
  await page.getByLabel("Code").fill(recovery[3] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("You have 9 left.")).toBeVisible();
  await page.getByLabel("Current password").last().fill(person.password);
  await page.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByRole("button", { name: "Set up an app" })).toBeVisible();
});

test("somebody sees what was tried at their account, and strangers' tries do not keep them out", async ({
  page,
  baseURL,
  context,
}) => {
  const person = await makePerson(siteDatabase(), { withPassword: true });
  await page.goto("/sign-in?next=/account/security/events");
  await page.getByLabel("E-mail").fill(person.email);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await page.getByLabel("Password").fill(`wrong password ${attempt}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("do not match an account")).toBeVisible();
    await expect(page.getByLabel("Password")).toHaveValue("");
  }
  await page.getByLabel("Password").fill("wrong password again");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/Too many attempts\. Try again in \d seconds?\./)).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "sign-in-slowed");

  await signIn(context, baseURL, person);
  await expect(async () => {
    await page.goto("/account/security/events");
    const list = page.getByRole("list", { name: "Security events" });
    await expect(list.getByText("Failed sign-in")).toBeVisible({ timeout: 1_000 });
    await expect(list.getByText("Sign-in slowed down")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectAccessible(page);
  await keepPicture(page, "account-security-events");
});

test("another site is connected by the password of the account, and disconnected by it", async ({
  page,
  baseURL,
  context,
}) => {
  const person = await makePerson(siteDatabase(), { withPassword: true });
  const pending = writePendingIdentity(
    { userId: person.userId, provider: "github", subject: newId() },
    new Date(),
  );
  const url = `${baseURL}/sign-in`;
  await context.addCookies([{ name: "soulmate.connect", value: pending.pending, url }]);
  await page.goto("/sign-in/connect?next=/account/security");
  await expect(page.getByRole("heading", { name: "Connect GitHub" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "sign-in-connect");
  await page.getByLabel("Your Soulmate password").fill("not the password");
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expect(page.getByLabel("Your Soulmate password")).toHaveAccessibleDescription(/not your Soulmate/);
  await page.getByLabel("Your Soulmate password").fill(person.password);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expect(page.getByRole("heading", { name: "Other sites" })).toBeVisible();
  await mailTo(siteDatabase(), person.email, /now signs you in/);
  await expectAccessible(page);
  await keepPicture(page, "account-security-sites");
  await page.getByLabel("Current password").last().fill(person.password);
  await page.getByRole("button", { name: "Disconnect GitHub" }).click();
  await expect(page.getByRole("heading", { name: "Other sites" })).toHaveCount(0);
});
