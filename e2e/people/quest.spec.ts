import type { Page } from "@playwright/test";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";

/** Chooses in each scene until the story asks about intimacy or ends. */
async function playOn(page: Page, from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 1) {
    await expect(page.getByText(new RegExp(`^Scene ${at} of \\d+$`))).toBeVisible();
    await page
      .getByRole("article")
      .getByRole("button")
      .nth(at % 4)
      .click();
  }
}

test("somebody plays the story to its end, goes back once, and gets a result", async ({ page }) => {
  test.slow();
  await page.goto("/quest");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The last ferry");
  await keepPicture(page, "quest-start");
  await expectAccessible(page);
  await page.getByLabel("I’m 16 or older").check();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByText(/^Scene 1 of/)).toBeVisible();
  await keepPicture(page, "quest-scene");
  await expectAccessible(page);
  await playOn(page, 1, 3);
  await expect(page.getByText(/^Scene 4 of/)).toBeVisible();
  // The button that was pressed is gone, so a screen reader is led to the next scene.
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.getByRole("link", { name: "Back" }).click();
  await expect(page.getByText("your choice")).toBeVisible();
  await page.getByRole("button", { name: /You smell soup/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Soup for two");
  await page.goto("/quest");
  await page.getByRole("link", { name: "Continue the story" }).click();
  await playOn(page, 4, 14);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Two scenes of another kind");
  await keepPicture(page, "quest-intimacy");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Leave them out" }).click();
  await playOn(page, 15, 16);
  await expect(page.getByRole("heading", { name: /^Your ending: / })).toBeVisible();
  await keepPicture(page, "quest-result");
  await expectAccessible(page);
});

test("the story works without scripts @desktop", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/quest");
  await page.getByLabel("I’m 16 or older").check();
  await page.getByRole("button", { name: "Begin" }).click();
  await playOn(page, 1, 14);
  await page.getByRole("button", { name: "Leave them out" }).click();
  await playOn(page, 15, 16);
  await expect(page.getByRole("heading", { name: /^Your ending: / })).toBeVisible();
  await context.close();
});
