import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase, type TestPerson } from "@/test/people";

const ONCE = "desktop-light";

async function keyOf({ partnerId }: TestPerson, mode: "live" | "test") {
  const key = await siteDatabase().prisma.apiKey.findFirstOrThrow({ where: { partnerId, mode } });
  return key.id;
}

test("somebody finds a failed call, learns why it failed, and can ask about it", async ({ page, baseURL }, {
  project,
}) => {
  const person = await makePerson(siteDatabase(), { role: "viewer", companyName: "Lantern Dating" });
  const { partnerId } = person;
  const live = { partnerId, apiKeyId: await keyOf(person, "live") };
  const test = { partnerId, apiKeyId: await keyOf(person, "test"), mode: "test" as const, billable: false };
  const failed = makeCall({
    ...live,
    status: 429,
    errorCode: "rate_limited_minute",
    units: 0,
    billable: false,
  });
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await recordCalls(siteDatabase().pool, [
    failed,
    ...Array.from({ length: 60 }, (_, n) =>
      makeCall({ ...(n % 5 === 0 ? test : live), occurredAt: at(n + 1) }),
    ),
    makeCall({
      ...live,
      occurredAt: at(90),
      status: 503,
      errorCode: "database_unavailable",
      units: 0,
      billable: false,
    }),
  ]);
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/requests");
  const rows = page.getByRole("table", { name: "Requests, newest first" }).getByRole("rowheader");
  await expect(rows).toHaveCount(50);
  await expectAccessible(page);
  await keepPicture(page, "partner-requests");
  if (project.name === ONCE) {
    await page.getByRole("link", { name: "Older" }).click();
    await expect(rows).toHaveCount(12);
    await page.getByRole("link", { name: "Newest" }).click();
    await page.getByLabel("Mode").selectOption("test");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/mode=test/);
    await expect(rows).toHaveCount(12);
    await page.getByRole("link", { name: "Clear" }).click();
    await expect(page).toHaveURL("/partner/requests");
    await expect(page).toHaveURL(/\/requests$/);
    await expect(rows).toHaveCount(50);
    await page.getByLabel("Request id").fill(failed.requestId);
    await page.getByRole("button", { name: "Show" }).click();
    await expect(rows).toHaveCount(1);
    await page.goto("/partner/requests?status=teapot&request_id=12&method=DELETE");
    await expect(page.getByText("Left out:")).toContainText(
      "Status. Must be 2xx, 4xx, 5xx or a status code.",
    );
    await expect(page.getByText("No request passes these filters.")).toBeVisible();
  }

  await page.goto(`/partner/requests/${failed.requestId}`);
  await expect(page.getByRole("heading", { name: "Too many calls in a minute" })).toBeVisible();
  await expect(page.getByText("Wait for as many seconds as Retry-After says.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open a ticket about this call" })).toHaveAttribute(
    "href",
    `/partner/support/new?request_id=${failed.requestId}`,
  );
  await expectAccessible(page);
  await keepPicture(page, "partner-request");
});

test("calls appear while one watches, and a screen reader is told @desktop", async ({ page, baseURL }) => {
  const person = await makePerson(siteDatabase(), { role: "developer" });
  const live = { partnerId: person.partnerId, apiKeyId: await keyOf(person, "live") };
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/requests?status=4xx");
  await page.getByRole("switch", { name: "Live tail" }).click();
  await expect(page.getByText("New requests appear on top.")).toBeVisible();
  const refused = makeCall({ ...live, status: 404, errorCode: "not_found", units: 0, billable: false });
  await recordCalls(siteDatabase().pool, [makeCall(live), refused]);
  const rows = page.getByRole("table", { name: "Requests, newest first" }).getByRole("rowheader");
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: "One new request." })).toBeAttached();
  await expect(rows.getByRole("link")).toHaveAttribute("href", `/partner/requests/${refused.requestId}`);
  await expectAccessible(page);
});

test("a neighbour's call, and one that never was, are the same page that is not there @desktop", async ({
  page,
  baseURL,
  watch,
}) => {
  watch.expectComplaint(/404/);
  const [person, neighbour] = [
    await makePerson(siteDatabase(), { role: "owner" }),
    await makePerson(siteDatabase(), { role: "owner" }),
  ];
  const theirs = makeCall({ partnerId: neighbour.partnerId, apiKeyId: await keyOf(neighbour, "live") });
  await recordCalls(siteDatabase().pool, [theirs]);
  await signIn(page.context(), baseURL, person);
  const told: (string | null)[] = [];
  for (const id of [theirs.requestId, "01900000-0000-7000-8000-00000000dead", "not-an-id"]) {
    await page.goto(`/partner/requests/${id}`);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
    await expect(page.getByText(theirs.requestId)).toHaveCount(0);
    told.push(await page.getByRole("main").textContent());
  }
  expect(new Set(told).size).toBe(1);
});
