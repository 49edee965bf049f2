import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";

const run = promisify(execFile);
const ADA = "01900000-0000-7000-8000-000000000001";
const BO = "01900000-0000-7000-8000-000000000007";

test("somebody compares two people without leaving the page", async ({ page }) => {
  await page.goto("/business");
  const score = page.getByRole("img", { name: /^Score: \d+ of 100$/ });
  const before = await page.getByText(/^This pair scores/).textContent();
  await page.evaluate(() => Object.assign(window, { stayed: true }));

  await page.getByLabel("First person").selectOption("Ada");
  await page.getByLabel("Second person").selectOption("Bo");

  await expect(page).toHaveURL(`/business?a=${ADA}&b=${BO}`);
  await expect(page.getByText(/^This pair scores/)).not.toHaveText(before ?? "");
  await expect(page.getByText("2. Score Ada and Bo")).toBeVisible();
  expect(await page.evaluate(() => "stayed" in window)).toBe(true);

  await page.getByRole("link", { name: "Best pair of all" }).click();
  await expect(page.getByText("The best of all 1,225 pairs of these fifty people.")).toBeVisible();
  await page.getByText("Work it out by hand").click();
  await expect(page.getByText("exp(−D)")).toBeVisible();
  await expect(score).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "business-best");
});

test("the same works without scripts", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/business");
  await page.getByLabel("First person").selectOption("Ada");
  await page.getByLabel("Second person").selectOption("Bo");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page).toHaveURL(`/business?a=${ADA}&b=${BO}`);
  await expect(page.getByText("2. Score Ada and Bo")).toBeVisible();
  await expect(page.getByRole("button", { name: /Copy/ })).toHaveCount(0);
  await context.close();
});

test("people who are not there are replaced, with a note", async ({ page }) => {
  await page.goto(`/business?a=nobody&b=${BO}&b=${ADA}`);
  await expect(
    page.getByText("The first person in the address is not one of the fifty, so Marta is shown."),
  ).toBeVisible();
  await expect(
    page.getByText("The second person in the address is not one of the fifty, so Omar is shown."),
  ).toBeVisible();
  await page.goto(`/business?a=${ADA}&b=${ADA}`);
  await expect(page.getByText("You picked the same person twice, so every answer agrees.")).toBeVisible();
  await expectAccessible(page);
});

test("a call is copied, and screen readers are told", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/business");
  await page.getByRole("button", { name: "Copy: 1. Sign up, keep the test key" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("/api/v1/partners");
});

test("the two calls work as they are pasted @desktop", async ({ page }) => {
  await page.goto("/business");
  const [signUp, calculate, shown] = await Promise.all(
    ["sign-up-call", "calculate-call", "calculate-reply"].map((id) => page.locator(`#${id}`).textContent()),
  );
  const { stdout } = await run("sh", ["-c", `${signUp}\n${calculate}`]);
  const reply = JSON.parse(stdout);
  expect(reply).toHaveProperty("request_id");
  const wanted = JSON.parse((shown ?? "").replace(/,\s*…/, ""));
  expect(reply).toMatchObject(wanted);
});

test("every link leads somewhere @desktop", async ({ page, request }) => {
  const seen = new Set<string>();
  // Fragments in other tests' e-mails are tokens, no places on a page.
  const tokens = new Set<string>();
  for (const path of ["/", "/business", "/verify-email", "/dev/mail"]) {
    await page.goto(path);
    const links = await page
      .locator("a[href]")
      .evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
    for (const link of links) (path === "/dev/mail" ? tokens : seen).add(link);
  }
  for (const link of [...seen, ...tokens]) {
    const { origin, hash, href } = new URL(link);
    expect(origin).toBe(new URL(page.url()).origin);
    const response = await request.get(href);
    expect(response.status(), href).toBe(200);
    if (hash !== "" && seen.has(link)) {
      expect(await response.text(), href).toContain(`id="${hash.slice(1)}"`);
    }
  }
});

test("with the keyboard alone one reaches the content and the form", async ({ page }) => {
  await page.goto("/business");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").getByRole("link", { name: "Sign up" })).toBeFocused();
});
