import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { guestHash } from "@/lib/events/invitations/guest-token";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";
import { makeGuest, seatGuests, type TestGuest } from "@/test/event-guests";
import { DAY_MS, makeEvent } from "@/test/events";
import { makePerson, signIn, siteDatabase, type TestPerson } from "@/test/people";

const HOUR_MS = 3_600_000;

/** A matched event with six guests of the site, who meet in pairs in two rounds. It begins in a week. */
async function makeMatchedEvent() {
  const database = siteDatabase();
  const owner = await makePerson(database, { role: "owner", companyName: "Lantern Nights" });
  const startsAt = new Date(Date.now() + 7 * DAY_MS);
  const eventId = await makeEvent(database, owner, {
    name: "Lantern tables",
    status: "matched",
    publishedAt: new Date(),
    matchedAt: new Date(),
    venue: "Lantern Hall",
    city: "Berlin",
    capacity: 20,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 3 * HOUR_MS),
  });
  const event = { eventId, partnerId: owner.partnerId };
  const guests: TestGuest[] = [];
  for (const name of ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn"])
    guests.push(await makeGuest(database, event, { name }));
  const [ada, ben, cleo, dan, eva, finn] = guests as [
    TestGuest,
    TestGuest,
    TestGuest,
    TestGuest,
    TestGuest,
    TestGuest,
  ];
  await database.prisma.registration.updateMany({
    where: { attendeeId: cleo.attendeeId, partnerId: owner.partnerId },
    data: { agreesToPreview: false },
  });
  await seatGuests(database, event, [
    [
      [ada, ben],
      [cleo, dan],
      [eva, finn],
    ],
    [
      [ada, cleo],
      [ben, eva],
      [dan, finn],
    ],
  ]);
  /** Lets the evening have been yesterday. */
  const pass = () =>
    database.prisma.event.update({
      where: { id: eventId, partnerId: owner.partnerId },
      data: {
        startsAt: new Date(Date.now() - DAY_MS),
        endsAt: new Date(Date.now() - DAY_MS + 3 * HOUR_MS),
      },
    });
  return { ...event, ada, ben, cleo, pass, path: `/events/${eventId}/people` };
}

const as = async (page: Page, baseURL: string | undefined, person: Pick<TestPerson, "cookie">) => {
  await page.context().clearCookies();
  await signIn(page.context(), baseURL, person);
};

/** Scripts may not run yet when a page is there, so a press is repeated until it has done something. */
async function press(page: Page, name: string | RegExp, done: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name }).first().click({ timeout: 2_000 });
    await done();
  }).toPass();
}

test("two people see a first look, say yes afterwards, and get each other's contact only then", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const { ada, ben, pass, path } = await makeMatchedEvent();
  await as(page, baseURL, ada);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: "Who you’ll meet" })).toBeVisible();
  await expect(page.getByText("Ben", { exact: true })).toBeVisible();
  await expect(page.getByText("A surprise", { exact: true })).toBeVisible();
  await expect(page.getByText("You’re close in closeness and calm.")).toBeVisible();
  await expect(page.getByText("Too few guests have answered so far")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, "event-people-before");

  await expect(async () => {
    await page.getByRole("radio", { name: "Something else" }).check();
    await page.getByLabel("What they’ll see, if you chose something else").fill("On Signal as ada.example");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.")).toBeVisible({ timeout: 3_000 });
  }).toPass();

  await pass();
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: "Who was it good to meet?" })).toBeVisible();
  await press(page, "Yes, see Ben again", () =>
    expect(page.getByRole("button", { name: "Yes, see Ben again" })).toHaveAttribute("aria-pressed", "true", {
      timeout: 3_000,
    }),
  );
  await press(page, "No, not Cleo", () =>
    expect(page.getByRole("button", { name: "No, not Cleo" })).toHaveAttribute("aria-pressed", "true", {
      timeout: 3_000,
    }),
  );
  await expect(page.getByRole("heading", { name: "You both said yes" })).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, "event-people-after");

  await as(page, baseURL, ben);
  await page.goto(path);
  await expect(page.getByText("On Signal as ada.example")).toHaveCount(0);
  await press(page, "Yes, see Ada again", () =>
    expect(page.getByRole("heading", { name: "You both said yes" })).toBeVisible({ timeout: 3_000 }),
  );
  await expect(page.getByText("On Signal as ada.example")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, "event-people-mutual");

  await expect(async () => {
    await page.getByText("4", { exact: true }).click();
    await page.getByLabel("In a sentence").fill("The second round was the best.");
    await page.getByRole("button", { name: "Send rating" }).click();
    await expect(page.getByRole("button", { name: "Change rating" })).toBeVisible({ timeout: 3_000 });
  }).toPass();
});

test("a person reports and blocks another, who is gone for both, and an admin closes the report", async ({
  page,
  baseURL,
}) => {
  const { ada, cleo, pass, path } = await makeMatchedEvent();
  await pass();
  await as(page, baseURL, ada);
  await page.goto(path);
  const words = `Would not take no for an answer, ${ada.attendeeId}`;
  await expect(async () => {
    const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Cleo" }) });
    const summary = card.getByText("Report or block");
    if (!(await card.getByLabel("In your words").isVisible())) await summary.click();
    await card.getByLabel("In your words").fill(words);
    await card.getByRole("button", { name: "Send report" }).click();
    await expect(page.getByRole("heading", { name: "People you blocked" })).toBeVisible({ timeout: 4_000 });
  }).toPass();
  await expect(page.getByRole("heading", { name: "Cleo" })).toHaveCount(0);
  await expectAccessible(page);
  await as(page, baseURL, cleo);
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Dan" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Ada" })).toHaveCount(0);

  const admin = await makePerson(siteDatabase(), { admin: true, name: "Ada Admin" });
  await as(page, baseURL, admin);
  await page.goto("/admin/reports");
  const report = page.getByRole("listitem").filter({ hasText: words });
  await expect(report).toContainText("Harassment");
  await expect(report).toContainText(cleo.email);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, "admin-reports");
  await expect(async () => {
    await report.getByLabel("What did you do?").fill("Spoke with both.");
    await report.getByRole("button", { name: "Close as handled" }).click();
    await expect(report).toHaveCount(0, { timeout: 4_000 });
  }).toPass();
});

test("a guest whom the organizer brought has the same page behind a personal link", async ({
  page,
  watch,
}) => {
  watch.expectComplaint(/404/);
  const { prisma } = siteDatabase();
  const { eventId, partnerId, pass } = await makeMatchedEvent();
  const now = new Date();
  const attendeeId = newId(now);
  await prisma.eventAttendee.create({
    data: {
      id: attendeeId,
      eventId,
      partnerId,
      mode: "live",
      pool: "uploaded",
      externalId: "gwen",
      name: "Gwen Guest",
      email: `gwen-${attendeeId}@example.com`,
      createdAt: now,
      updatedAt: now,
    },
  });
  const token = randomBytes(32).toString("base64url");
  const tokenHash = guestHash(token);
  if (tokenHash === null) throw new Error("It is a token.");
  await prisma.eventGuestLink.create({
    data: { id: newId(now), eventId, partnerId, attendeeId, tokenHash, due: false, createdAt: now },
  });
  await page.goto(`/guest/${token}/people`);
  await expect(page.getByText("You are not in the plan yet.")).toBeVisible();
  await expect(async () => {
    await page.getByRole("radio", { name: /^My email: gwen-/ }).check();
    await page.getByRole("radio", { name: "Yes", exact: true }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.")).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await pass();
  await page.goto(`/guest/${token}/people`);
  await expect(page.getByText("We don’t know of anyone you met here.")).toBeVisible();
  expect((await page.goto(`/guest/${randomBytes(32).toString("base64url")}/people`))?.status()).toBe(404);
});

test("a person without a seat finds no page of people", async ({ page, baseURL, watch }) => {
  watch.expectComplaint(/404/);
  const { path } = await makeMatchedEvent();
  await as(page, baseURL, await makePerson(siteDatabase()));
  const reply = await page.goto(path);
  expect(reply?.status()).toBe(404);
});

test("everyone reads how well it works, also that there are too few events to say", async ({ page }) => {
  await page.goto("/how-well-it-works");
  await expect(page.getByRole("heading", { level: 1, name: "How well it works" })).toBeVisible();
  await expect(page.getByText("Not enough events yet")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, "how-well-it-works");
});
