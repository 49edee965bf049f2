import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";

test("a new partner makes the first call from the page, and it is in the log", async ({
  page,
  context,
  baseURL,
}, { project }) => {
  const person = await makePerson(siteDatabase(), {
    role: "owner",
    tier: "free",
    companyName: "First Steps Ltd",
  });
  await signIn(context, baseURL, person);
  await page.goto("/partner");
  await expect(page.getByRole("progressbar", { name: "First steps" })).toHaveAttribute(
    "aria-valuenow",
    /[12]/,
  );
  await expect(page.getByText("No test calls yet")).toBeVisible();
  await expectAccessible(page);
  if (project.name !== "desktop-light" && project.name !== "phone-dark") return;

  const before = Number(await page.getByRole("progressbar").getAttribute("aria-valuenow"));
  await page.getByLabel("First person").selectOption("Ada");
  await page.getByLabel("Second person").selectOption("Bo");
  await page.getByRole("button", { name: "Call the API" }).click();
  await expect(page.getByRole("status").filter({ hasText: /They fit by \d+ of 100/ })).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", String(before + 1));
  // Phones have no header row.
  const rows = page
    .getByRole("table", { name: "Recent requests" })
    .getByRole("row")
    .filter({ hasText: "/v1/compatibility/calculate" });
  const row = rows.first();
  await expect(row).toContainText("200");
  const { request_id } = JSON.parse((await page.locator("#first-call-reply").textContent()) ?? "{}");
  await expect(row.getByRole("link")).toHaveAttribute("href", `/partner/requests/${request_id}`);
  await keepPicture(page, "partner-first-steps");

  // The key is this tab's own: the next call makes no other.
  await page.getByRole("button", { name: "Call the API" }).click();
  await expect(rows).toHaveCount(2);
  const keys = await siteDatabase().prisma.apiKey.count({
    where: { partnerId: person.partnerId, name: "Docs" },
  });
  expect(keys).toBe(1);

  await page.getByRole("button", { name: "Put away" }).click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(page.getByRole("img", { name: /Calls of the last 24 hours/ })).toBeVisible();
  await expect(page.locator(".recharts-surface")).toHaveCount(2);
  await expectAccessible(page);
  await keepPicture(page, "partner-dashboard");
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});

test("a viewer reads everything and is offered nothing else @desktop", async ({ page, context, baseURL }) => {
  const owner = await makePerson(siteDatabase(), { role: "owner" });
  const viewer = await makePerson(siteDatabase(), { role: "viewer", partnerId: owner.partnerId });
  await signIn(context, baseURL, viewer);
  await page.goto("/partner");
  await expect(page.getByText("Your role may not make keys")).toBeVisible();
  for (const name of ["Call the API", "Put away", "Send the mail again"]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  }
});
