import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { linkIn, mailTo } from "@/test/mailbox";
import { makePerson, siteDatabase } from "@/test/people";

const CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/m;

test("a stranger signs up, types the code from the mail and makes a first call with the key", async ({
  page,
  request,
}) => {
  const email = `ada-${newId()}@example.com`;
  await page.goto("/sign-up");
  await expectAccessible(page);
  await keepPicture(page, "sign-up");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Company")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await page.getByLabel("Your name").fill("Ada Kindred");
  await page.getByLabel("Work e-mail").fill(email);
  await page.getByLabel("Password").fill("password123");
  await page.getByLabel("Company").fill("Kindred Café");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/easy to guess/);
  await expect(page.getByLabel("Company")).toHaveValue("Kindred Café");
  await keepPicture(page, "sign-up-refused");
  await page.getByLabel("Password").fill("four quiet words here");
  await page.getByRole("button", { name: "Continue" }).click();
  const agree = page.getByRole("checkbox", { name: /I agree/ });
  await expect(agree).toHaveAccessibleDescription(/Agree to these texts/);
  await expectAccessible(page);
  await expect(async () => {
    await agree.check();
    await page.getByLabel("Password").fill("four quiet words here");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible({ timeout: 5_000 });
  }).toPass();

  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "sign-up-verify");
  const code = CODE.exec((await mailTo(siteDatabase(), email, /Your code/)).text)?.[0] ?? "";
  await page.getByLabel("Code from the mail").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Create my account" }).click();

  await expect(page.getByRole("heading", { name: "Welcome to Soulmate" })).toBeFocused();
  await expectAccessible(page);
  await keepPicture(page, "sign-up-done");
  const key = (await page.getByText(/^sk_test_\w+$/).textContent()) ?? "";
  const people = await request.get("/api/v1/sandbox/people", { headers: { "X-API-Key": key } });
  expect(people.status()).toBe(200);
  const partner = await request.get("/api/v1/partners/x/api-keys", { headers: { "X-API-Key": key } });
  expect(partner.status()).toBe(403);

  await page.goto("/account/profile");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ada Kindred");
});

test("opened in another browser, the link also wants the password that was chosen @desktop", async ({
  browser,
  baseURL,
  page,
}) => {
  const email = `bo-${newId()}@example.com`;
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const plain = await context.newPage();
  await plain.goto("/sign-up");
  await plain.getByLabel("Your name").fill("Bo");
  await plain.getByLabel("Work e-mail").fill(email);
  await plain.getByLabel("Password").fill("four quiet words here");
  await plain.getByLabel("Company").fill("Bo & Co");
  await plain.getByRole("checkbox", { name: /I agree/ }).check();
  await plain.getByRole("button", { name: "Continue" }).click();
  await expect(plain.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await context.close();

  await page.goto(linkIn(await mailTo(siteDatabase(), email, /Your code/)));
  await expect(page.getByLabel("Code from the mail")).toHaveValue(CODE);
  await expect(page).toHaveURL(/\/sign-up\/verify$/);
  await page.getByLabel("Password").fill("somebody else's words");
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/not the one that you chose/);
  await page.getByLabel("Password").fill("four quiet words here");
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to Soulmate" })).toBeVisible();
});

test("for an address that has an account nothing looks different, and the mail says so @desktop", async ({
  page,
}) => {
  const known = await makePerson(siteDatabase());
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Mallory");
  await page.getByLabel("Work e-mail").fill(known.email);
  await page.getByLabel("Password").fill("four quiet words here");
  await page.getByLabel("Company").fill("Mallory Ltd");
  await page.getByRole("checkbox", { name: /I agree/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const mail = await mailTo(siteDatabase(), known.email, /already have/);
  expect(mail.text).not.toContain("Mallory");
});
