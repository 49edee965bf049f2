import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";

const KEY = `sk_test_${"0123456789".repeat(5).slice(0, 49)}`;

test("a pasted test key stands in every snippet, is what is copied, and stays in this tab @phone", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/quickstart");
  await page.getByRole("button", { name: "Your test key" }).click();
  const field = page.getByLabel("Test key", { exact: true });
  await field.fill("sk_live_something");
  await page.getByRole("button", { name: "Use this key" }).click();
  await expect(page.getByText("This is a live key.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "docs-key");
  await field.fill(` ${KEY} `);
  await page.getByRole("button", { name: "Use this key" }).click();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Copy: Score two people" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`'X-API-Key: ${KEY}'`);
  await page.goto("/docs/idempotency");
  await expect(page.locator("#snippet-retry-safely-curl")).toContainText(KEY);
  const elsewhere = await context.newPage();
  await elsewhere.goto("/docs/idempotency");
  await expect(elsewhere.locator("#snippet-retry-safely-curl")).toContainText("sk_test_your_key");
  await elsewhere.close();

  await page.getByRole("button", { name: /^sk_test_/ }).click();
  await page.getByRole("button", { name: "Take it out again" }).click();
  await expect(page.locator("#snippet-retry-safely-curl")).toContainText("sk_test_your_key");
});

test("a member has a test key made, and plays with it @desktop", async ({ page, baseURL, watch }) => {
  const person = await makePerson(siteDatabase(), { role: "developer" });
  await signIn(page.context(), baseURL, person);
  await page.goto("/docs/playground");
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await page.getByRole("button", { name: "Your test key" }).click();
  await page.getByRole("button", { name: "Put a test key into these snippets" }).click();
  await expect(page.getByText("Every snippet now holds this key.")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Send" }).click();
  const reply = page.locator("#playground-reply");
  await expect(reply).toContainText('"compatibility_score": 0.');
  await expect(page.getByText("999 calls left this minute, 4999 today")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "docs-playground-reply");

  // What is wrong is named before it is sent, by the API's own rules.
  const body = page.getByLabel("Body", { exact: true });
  await body.fill('{"person1": {"traits": [2]}, "feasibility": 7}');
  await page.getByRole("button", { name: "Send" }).click();
  const faults = page.getByRole("alert").filter({ hasText: "Nothing was sent." });
  for (const path of ["person1.traits", "person2", "feasibility"]) await expect(faults).toContainText(path);
  await expectAccessible(page);
  watch.expectComplaint(/400/);
  await page.getByRole("button", { name: "Send it anyway" }).click();
  await expect(page.getByRole("link", { name: "What invalid_input means" })).toHaveAttribute(
    "href",
    "/docs/errors#invalid_input",
  );

  await page.getByLabel("Endpoint").selectOption({ label: "See what you have used: GET /api/v1/usage" });
  await page.getByLabel("group_by").selectOption("endpoint");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(reply).toContainText("POST /v1/compatibility/calculate");
  await expect(page.locator("#playground-code-curl")).toContainText("/api/v1/usage?group_by=endpoint");
});

test("a viewer is told that keys are for developers @desktop", async ({ page, baseURL }) => {
  await signIn(page.context(), baseURL, await makePerson(siteDatabase(), { role: "viewer" }));
  await page.goto("/docs/quickstart");
  await page.getByRole("button", { name: "Your test key" }).click();
  await page.getByRole("button", { name: "Put a test key into these snippets" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /role/ })).toBeVisible();
});

test("with the keyboard alone a code is found @desktop", async ({ page }) => {
  await page.goto("/docs/scores");
  const field = page.getByRole("combobox", { name: "Search the documentation" });
  // A key pressed before the page's scripts run is not heard.
  await expect(async () => {
    if (!(await field.isVisible())) await page.keyboard.press("/");
    await expect(field).toBeFocused({ timeout: 2_000 });
  }).toPass();
  await page.keyboard.type("signature replay");
  await expect(page.getByRole("option").first()).toContainText("signature_replayed");
  await expectAccessible(page);
  await keepPicture(page, "docs-search");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/docs\/errors#signature_replayed$/);
  await expect(page.locator("#signature_replayed")).toBeInViewport();
});

test("the search works without scripts @desktop", async ({ request }) => {
  const found = await (await request.get("/docs/search?q=rotate+a+key")).text();
  expect(found).toContain('href="/docs/reference/api-keys#rotateApiKey"');
  expect(await (await request.get("/docs/search?q=zzz")).text()).toContain("Nothing holds");
});
