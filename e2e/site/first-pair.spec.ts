import type { Locator } from "@playwright/test";
import { newId } from "@/lib/platform/ids";
import { expect, test } from "@/test/browser";
import { mailTo } from "@/test/mailbox";
import { siteDatabase } from "@/test/people";

const CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/m;

test("from the home page it is five presses and one form to a first scored pair @phone", async ({ page }) => {
  const email = `stranger-${newId()}@example.com`;
  let presses = 0;
  const press = (what: Locator) => {
    presses += 1;
    return what.click();
  };
  await page.goto("/business");
  await press(page.getByRole("main").getByRole("link", { name: "Sign up" }));
  await page.getByLabel("Your name").fill("Stella Stranger");
  await page.getByLabel("Work e-mail").fill(email);
  await page.getByLabel("Password").fill("four quiet words here");
  await page.getByLabel("Company").fill("Strangers Ltd");
  await page.getByRole("checkbox", { name: /I agree/ }).check();
  await press(page.getByRole("button", { name: "Continue" }));
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const { text } = await mailTo(siteDatabase(), email, /Your code/);
  await page.getByLabel("Code from the mail").fill(CODE.exec(text)?.[0] ?? "");
  await press(page.getByRole("button", { name: "Create my account" }));
  await press(page.getByRole("link", { name: "Go to your portal" }));
  await press(page.getByRole("button", { name: "Call the API" }));
  await expect(page.getByRole("status").filter({ hasText: /They fit by \d+ of 100/ })).toBeVisible();
  expect(presses).toBe(5);
});
