import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { busyPartner } from "@/test/busy-partner";
import { makePerson, signIn, siteDatabase } from "@/test/people";

const ONCE = "desktop-light";

test("a viewer sees what the team used, as charts and as tables", async ({ page, baseURL }, { project }) => {
  const person = await makePerson(siteDatabase(), { role: "viewer", companyName: "Lantern Dating" });
  const calls = await busyPartner(siteDatabase(), person.partnerId);
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/usage?range=90d");
  const live = calls.filter(({ mode }) => mode === "live").length;
  await expect(page.getByText("Calls", { exact: true }).first()).toBeVisible();
  await expect(
    page
      .getByRole("definition")
      .filter({ hasText: live.toLocaleString("en-US") })
      .first(),
  ).toBeVisible();
  await expect(page.getByRole("table", { name: "By endpoint" })).toContainText(
    "POST /v1/compatibility/calculate",
  );
  await expect(page.getByRole("table", { name: "By key" })).toContainText("First live key");
  await expect(page.getByRole("link", { name: "400 invalid_input" })).toBeVisible();
  await expect(page.locator("svg.recharts-surface").first()).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "partner-usage");
  if (project.name !== ONCE) return;

  await page.getByRole("radiogroup", { name: "Calls: view" }).getByText("Table").click();
  await expect(page.getByRole("region", { name: "Calls, as a table" })).toBeVisible();
  await page.getByRole("link", { name: "7 days" }).click();
  await expect(page).toHaveURL(/range=7d/);
  await page.getByRole("group", { name: "Data shown" }).getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("This page shows test data")).toBeVisible();
  await expect(page.getByText("Test calls are free")).toBeVisible();

  await page.getByRole("link", { name: "Custom" }).click();
  await page.getByLabel("First day, UTC").fill("2026-01-02");
  await page.getByLabel("Last day, UTC").fill("2026-01-01");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Must not be before `from`")).toBeVisible();
  await expectAccessible(page);
});

test("every report comes as a file, to those who may read it @desktop", async ({
  page,
  request,
  baseURL,
}) => {
  const person = await makePerson(siteDatabase(), { role: "viewer" });
  const calls = await busyPartner(siteDatabase(), person.partnerId);
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/usage?range=90d");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download By key as CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^usage-key-live-.*\.csv$/);
  const headers = { Cookie: person.cookie };
  const series = await request.get("/partner/usage/export?report=series&range=90d&mode=test", { headers });
  expect(series.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  const [, ...lines] = (await series.text()).trim().split("\r\n");
  const counted = lines.reduce((sum, line) => sum + Number(line.split(",")[1]), 0);
  expect(counted).toBe(calls.filter(({ mode }) => mode === "test").length);
  const bad = await request.get("/partner/usage/export?report=nothing&range=1y&x=1", { headers });
  expect(bad.status()).toBe(400);
  expect((await bad.json()).errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    "range",
    "report",
    "x",
  ]);
  const anonymous = await request.get("/partner/usage/export?report=series", { maxRedirects: 0 });
  expect(anonymous.status()).toBe(307);
  expect(anonymous.headers().location).toContain("/sign-in");
});

test("before the first call the page says how to make one, and it works as it is pasted", async ({
  page,
  baseURL,
}) => {
  const person = await makePerson(siteDatabase(), { role: "developer" });
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/usage");
  // Without live calls the portal shows test data by itself.
  await expect(page.getByRole("heading", { name: "No test calls in this period" })).toBeVisible();
  await expect(page.locator("#log-call")).toContainText("/api/v1/sandbox/people?limit=1");
  await expect(page.getByText("An estimate needs a week of live calls.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "partner-usage-empty");
});
