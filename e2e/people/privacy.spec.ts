import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { sweepDeletions } from "@/lib/identity/privacy/sweep-deletions";
import { completeSheet } from "@/lib/people/people.fixture";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { PRIVACY } from "@/lib/registry";
import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";
import { linkIn, mailTo } from "@/test/mailbox";
import { makePerson, signIn, siteDatabase, type TestPerson, testContext } from "@/test/people";

const HALF = Array<number>(32).fill(0.5);

/** A person with an account, a password and a finished assessment. */
async function makeAnswered(): Promise<TestPerson> {
  const database = siteDatabase();
  const person = await makePerson(database, { withPassword: true });
  const ctx = testContext(database);
  const profileId = await ensureUserProfile(ctx, { user_id: person.userId });
  await completeSheet({ ...ctx, profileId, userId: person.userId }, { traits: HALF });
  return person;
}

test("a stranger reads what is asked for and what they can always do", async ({ page }) => {
  await page.goto("/privacy");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your data and privacy");
  await expect(page.getByText("We hold nothing about you in this browser")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("a person turns a consent on and off again and sees both in its history", async ({ page, baseURL }) => {
  await signIn(page.context(), baseURL, await makeAnswered());
  await page.goto("/privacy");
  await keepPicture(page, "privacy");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Turn on: Let the coach see my traits" }).click();
  const off = page.getByRole("button", { name: "Turn off: Let the coach see my traits" });
  await off.click();
  await expect(page.getByRole("button", { name: "Turn on: Let the coach see my traits" })).toBeVisible();
  await page.getByText("History (2)").click();
  await expect(page.getByText("Turned off").first()).toBeVisible();
  // Meeting others is for adults, who say so first.
  await page.getByRole("button", { name: "Turn on: Suggest people to me" }).click();
  await expect(page.getByText("Confirm that you are 18 or older.")).toBeVisible();
});

test("a person downloads everything as a file that fits its published schema", async ({ page, baseURL }) => {
  const person = await makeAnswered();
  await signIn(page.context(), baseURL, person);
  const exported = await page.request.get("/privacy/export");
  expect(exported.headers()["content-disposition"]).toMatch(/attachment; filename="soulmate-.*\.json"/);
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  const fits = ajv.compile(await (await page.request.get("/privacy/export-schema.json")).json());
  const document = await exported.json();
  expect(fits(document), JSON.stringify(fits.errors)).toBe(true);
  expect(document.tables.users[0].email).toBe(person.email);
  expect(document.tables.assessment_answers).toHaveLength(32);
});

test("a person asks to be deleted, changes their mind, asks again, and gets a receipt", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const database = siteDatabase();
  const person = await makeAnswered();
  await signIn(page.context(), baseURL, person);
  await page.goto("/privacy");
  const ask = async () => {
    await page.getByLabel("Current password").fill(person.password);
    await page.getByLabel("Delete my account and everything in it").check();
    await page.getByRole("button", { name: "Delete everything" }).click();
    await expect(page.getByRole("heading", { name: /Everything will be deleted on/ })).toBeVisible();
  };
  await ask();
  await keepPicture(page, "privacy-waiting");
  await page.getByRole("button", { name: "Keep my data" }).click();
  await expect(page.getByRole("heading", { name: "Delete everything" })).toBeVisible();
  await ask();
  const mail = await mailTo(database, person.email, /will be deleted on/);
  const link = linkIn(mail);
  // The 14 days pass.
  await database.prisma.deletionRequest.updateMany({
    where: { userId: person.userId, cancelledAt: null },
    data: { dueAt: new Date() },
  });
  await sweepDeletions(testContext(database), PRIVACY);
  expect(await database.prisma.user.count({ where: { id: person.userId } })).toBe(0);
  const newest = await page.getByRole("link", { name: "the link to your receipt" }).getAttribute("href");
  expect(link).toContain("/privacy/deletion#");
  await page.goto(newest ?? link);
  await page.getByRole("button", { name: "Show my deletion" }).click();
  await expect(page.getByText(/This is your receipt/)).toBeVisible();
  await expect(page.getByRole("row", { name: /trait_results 1/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What stays, and why" })).toBeVisible();
  await keepPicture(page, "privacy-receipt");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto("/privacy");
  await expect(page.getByText("We hold nothing about you in this browser")).toBeVisible();
});

test("a suspended person signs in to this page and to no other", async ({ page }) => {
  const person = await makeAnswered();
  await siteDatabase().prisma.user.update({
    where: { id: person.userId },
    data: { suspendedAt: new Date() },
  });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/privacy$/);
  await expect(page.getByText("Your account is suspended.")).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/privacy$/);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("We hold nothing about you in this browser")).toBeVisible();
});
