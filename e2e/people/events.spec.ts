import { cancelRegistration } from "@/lib/events/registrations/cancel-registration";
import { changeSeats } from "@/lib/events/registrations/change-seats";
import { registerForEvent } from "@/lib/events/registrations/register-for-event";
import { RegisterForEvent } from "@/lib/events/registrations/schemas";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import type { Prisma } from "@/lib/platform/prisma/client";
import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";
import { DAY_MS, makeEvent } from "@/test/events";
import { giveResult } from "@/test/friends";
import { makePerson, personContext, signIn, siteDatabase, type TestPerson, testContext } from "@/test/people";

type Change = Partial<Prisma.EventUncheckedCreateInput>;

/** Published events of an organizer of their own, in a city that no other test has. */
async function makeOrganizer(city: string, organizer = "Lantern Nights") {
  const owner = await makePerson(siteDatabase(), { role: "owner", companyName: organizer });
  const publish = (name: string, { startsAt: at, ...change }: Change & { startsAt?: Date } = {}) => {
    const startsAt = at ?? new Date(Date.now() + 9 * DAY_MS);
    return makeEvent(siteDatabase(), owner, {
      name,
      status: "published",
      publishedAt: new Date(),
      venue: "Lantern Hall",
      address: "1 Example Street",
      city,
      capacity: 20,
      priceLabel: "€15",
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3 * 3_600_000),
      ...change,
    });
  };
  return { owner, publish };
}

/** A person with an account and a result in it. */
async function makeAssessed(name: string, seed: number): Promise<TestPerson> {
  const person = await makePerson(siteDatabase(), { name });
  const profileId = await ensureUserProfile(testContext(siteDatabase()), { user_id: person.userId });
  await giveResult(profileId, seed);
  return person;
}

const register = (person: TestPerson, event_id: string, name: string) =>
  registerForEvent(
    personContext(siteDatabase(), person),
    RegisterForEvent.parse({ event_id, name, adult: true, agrees_to_match: true, agrees_to_preview: true }),
  );

/** Does what has come due at an event, as the clock's job would. */
const settle = (eventId: string, partnerId: string) =>
  changeSeats(testContext(siteDatabase()), { eventId, partnerId }, async () => {});

test("a person finds an event by city and words, opens it, and takes it into their calendar", async ({
  page,
  request,
}, { project }) => {
  const city = `Lichtstadt ${project.name}`;
  const { publish } = await makeOrganizer(city);
  const id = await publish("Lantern evening", {
    description: "Bring a question you like to be asked.\nWe start on time.",
    sponsorBadge: "Kerzen KG",
    status: "matched",
    matchedAt: new Date(),
  });
  await publish("Board games", { priceLabel: "Free" });
  await publish("Hidden draft", { status: "draft", publishedAt: null });
  await publish("Hidden test", { mode: "test" });

  await page.goto("/events");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Meet people who fit you");
  await page.getByLabel("City").selectOption(city);
  await page.getByRole("button", { name: "Find events" }).click();
  await expect(page.getByRole("article")).toHaveCount(2);
  await expect(page.getByText("Hidden")).toHaveCount(0);
  await keepPicture(page, "events");
  await expectAccessible(page);

  await page.getByText("Dates and price").click();
  await page.getByLabel("Price").selectOption("Free");
  await page.getByRole("button", { name: "Find events" }).click();
  await expect(page.getByRole("article")).toHaveText([/Board games/]);
  expect(new URL(page.url()).searchParams.get("price")).toBe("Free");
  await page.getByLabel("Search").fill("zither");
  await page.getByRole("button", { name: "Find events" }).click();
  await expect(page.getByRole("heading", { name: "No events like that" })).toBeVisible();
  await keepPicture(page, "events-none");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await page.goto(`/events?city=${encodeURIComponent(city)}&text=evening`);
  const card = page.getByRole("article");
  await expect(card).toContainText("Sponsored");
  await expect(card).toContainText("Pre-matched");
  await expect(card).toContainText("20 seats left");
  await card.getByRole("link", { name: "Lantern evening" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lantern evening");
  await expect(page.getByText("sponsored by Kerzen KG")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the map" })).toHaveAttribute(
    "href",
    /^https:\/\/www\.openstreetmap\.org\/search\?query=1%20Example%20Street/,
  );
  const data: unknown = JSON.parse(
    (await page.locator('script[type="application/ld+json"]').textContent()) ?? "",
  );
  expect(data).toMatchObject({ "@type": "Event", name: "Lantern evening" });
  await keepPicture(page, "event");
  await expectAccessible(page);

  const picture = await request.get(`/social-card?page=${encodeURIComponent(`/events/${id}`)}`);
  expect([picture.status(), picture.headers()["content-type"]]).toEqual([200, "image/png"]);

  const calendar = page.getByRole("link", { name: "Add to your calendar" });
  const file = await request.get((await calendar.getAttribute("href")) ?? "");
  expect(file.headers()["content-type"]).toContain("text/calendar");
  expect(file.headers()["content-disposition"]).toContain("Lantern%20evening.ics");
  const text = (await file.text()).replace(/\r\n /g, "");
  expect(text).toContain(`UID:${id}\r\n`);
  expect(text).toContain("LOCATION:Lantern Hall\\, 1 Example Street\\, ");
  expect(text).toContain("Bring a question you like to be asked.\\nWe start on time.");
});

test("the list works without scripts, from page to page, and says what it cannot read @desktop", async ({
  browser,
  baseURL,
}) => {
  const { publish } = await makeOrganizer("Seitenstadt");
  for (let at = 0; at < 14; at += 1) {
    await publish(`Evening ${at}`, { startsAt: new Date(Date.now() + (5 + at) * DAY_MS) });
  }
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/events");
  await page.getByLabel("City").selectOption("Seitenstadt");
  await page.getByRole("button", { name: "Find events" }).click();
  await expect(page.getByRole("article")).toHaveCount(12);
  await page.getByRole("link", { name: "More events" }).click();
  await expect(page.getByRole("article")).toHaveCount(2);
  await expect(page.getByLabel("City")).toHaveValue("Seitenstadt");
  await page.goto("/events?from=2027-02-31&cursor=nothing&city=Seitenstadt");
  await expect(page.getByText("Must be a day such as 2027-02-14.")).toBeVisible();
  await expect(page.getByText("That page of the list has moved.", { exact: false })).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(12);
  await page.goto("/events?city=Nirgendwo");
  await expect(page.getByRole("heading", { name: "No events in Nirgendwo yet" })).toBeVisible();
  await context.close();
});

test("what no one may see is the same 404, its calendar file too, and what was cancelled says so", async ({
  page,
  request,
  watch,
}, { project }) => {
  watch.expectComplaint(/404/);
  const { publish } = await makeOrganizer(`Stillstadt ${project.name}`);
  const hidden = [
    await publish("Draft", { status: "draft", publishedAt: null }),
    await publish("Private", { visibility: "private" }),
    await publish("Test", { mode: "test" }),
    "nothing",
  ];
  for (const id of hidden) {
    expect((await request.get(`/events/${id}`)).status(), id).toBe(404);
    expect((await request.get(`/events/${id}/calendar.ics`)).status(), id).toBe(404);
  }
  const evil = "</script><script>document.title='owned'</script>";
  const id = await publish("Off the map", {
    status: "cancelled",
    cancelledAt: new Date(),
    cancelReason: "The pipes burst.",
    description: evil,
  });
  await page.goto(`/events/${id}`);
  await expect(
    page.getByText("This event was cancelled. The organizer says: The pipes burst."),
  ).toBeVisible();
  await expect(page.getByText(evil)).toBeVisible();
  await expect(page).toHaveTitle(/Off the map/);
  expect(await (await request.get(`/events/${id}/calendar.ics`)).text()).toContain("STATUS:CANCELLED");
  await keepPicture(page, "event-cancelled");
  await expectAccessible(page);
  const unlisted = await publish("Quiet", { visibility: "unlisted" });
  const reply = await request.get(`/events/${unlisted}`);
  expect([reply.status(), /name="robots" content="noindex/.test(await reply.text())]).toEqual([200, true]);
  expect(await (await request.get("/events/sitemap.xml")).text()).not.toContain(unlisted);
});

test("the list and an event fit on a screen of 320 px @phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const { publish } = await makeOrganizer("Schmalstadt", "A very long organizer of evenings GmbH & Co. KG");
  const id = await publish("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten-Abend");
  for (const path of ["/events?city=Schmalstadt", `/events/${id}`]) {
    await page.goto(path);
    await expect(page.getByText("Donaudampf", { exact: false }).first()).toBeVisible();
    await expectNoSidewaysScroll(page);
  }
});

test("a person registers, waits, is offered a seat, takes it, says that they are coming, and gives it back", async ({
  page,
  baseURL,
  context,
  request,
}, { project }) => {
  test.slow();
  const { owner, publish } = await makeOrganizer(`Wartestadt ${project.name}`);
  const id = await publish("Small supper", { capacity: 1, confirmHours: 48 });
  const [ada, robin] = [await makeAssessed("Ada Example", 21), await makeAssessed("Robin Example", 22)];

  await page.goto(`/events/${id}`);
  const signInLink = page.getByRole("link", { name: "Sign in" }).last();
  await expect(signInLink).toHaveAttribute("href", `/sign-in?next=${encodeURIComponent(`/events/${id}`)}`);
  await keepPicture(page, "event-signed-out");
  await expectAccessible(page);

  await register(ada, id, "Ada");
  await signIn(context, baseURL, robin);
  await page.goto(`/events/${id}`);
  await expect(page.getByText("All seats are taken.", { exact: false })).toBeVisible();
  await expect(page.getByLabel("Your first name")).toHaveValue("Robin");
  await keepPicture(page, "event-register");
  await expectAccessible(page);
  await page.getByLabel("Match me at this event").check();
  await page.getByRole("button", { name: "Join the line" }).click();
  await expect(page.getByText("Confirm that you are 18 or older.")).toBeVisible();
  await expect(page.getByLabel("Match me at this event")).toBeChecked();
  await page.getByLabel("I’m 18 or older").check();
  await page.getByRole("button", { name: "Join the line" }).click();
  await expect(page.getByText("You’re number 1 in line")).toBeVisible();
  await expect(page.getByText("You agreed to be matched here.", { exact: false })).toBeVisible();
  await keepPicture(page, "event-waiting");
  await expectAccessible(page);

  await cancelRegistration(personContext(siteDatabase(), ada), { event_id: id });
  await page.goto("/your-events");
  await expect(page.getByRole("listitem").filter({ hasText: "Small supper" })).toContainText(
    "A seat is held for you",
  );
  await page.getByRole("link", { name: /Small supper/ }).click();
  await expect(page.getByText("A seat is yours if you want it")).toBeVisible();
  await keepPicture(page, "event-offered");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Take the seat" }).click();
  await expect(page.getByText("You have a seat")).toBeVisible();
  await expect(page.getByRole("link", { name: "How many people fit you here" })).toHaveAttribute(
    "href",
    `/events/${id}/people`,
  );
  await page.getByRole("link", { name: "Show my ticket" }).click();
  await expect(page.getByRole("region", { name: "Your ticket" }).getByText("Ticket number")).toBeVisible();
  await keepPicture(page, "event-seat");
  await expectAccessible(page);

  await siteDatabase().prisma.event.update({
    where: { id },
    data: { startsAt: new Date(Date.now() + DAY_MS), endsAt: new Date(Date.now() + 1.1 * DAY_MS) },
  });
  await settle(id, owner.partnerId);
  await page.reload();
  await expect(page.getByText("Are you coming?")).toBeVisible();
  await keepPicture(page, "event-are-you-coming");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Yes, I’m coming" }).click();
  await expect(page.getByText("You’re coming")).toBeVisible();

  const file = await request.get(
    (await page.getByRole("link", { name: "Add to your calendar" }).getAttribute("href")) ?? "",
  );
  const text = await file.text();
  expect(text).toContain("SUMMARY:Small supper");
  expect(text).toMatch(/DTSTART:\d{8}T\d{6}Z/);

  await page.getByText("Change what you agreed to").click();
  await page.getByLabel("Your first name").fill("Rob");
  await page.getByLabel("Match me at this event").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("You’re not matched at this event.")).toBeVisible();
  await expect(page.getByText("See you there, Rob.")).toBeVisible();
  await page.getByText("Cancel your registration").click();
  await page.getByRole("button", { name: "Cancel my registration" }).click();
  await expect(page.getByText("You cancelled your registration.", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Register again" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Your ticket" })).toHaveCount(0);
  await page.goto("/your-events");
  await expect(page.getByRole("listitem").filter({ hasText: "Small supper" })).toContainText("You cancelled");
  await keepPicture(page, "your-events");
  await expectAccessible(page);
});

test("friends get seats together by a link", async ({ page, baseURL, context }, { project }) => {
  const { publish } = await makeOrganizer(`Freundstadt ${project.name}`);
  const id = await publish("Long table");
  const [ada, robin] = [await makeAssessed("Ada Example", 23), await makeAssessed("Robin Example", 24)];
  await signIn(context, baseURL, ada);
  await page.goto(`/events/${id}`);
  await page.getByLabel("I’m 18 or older").check();
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await expect(page.getByText("You have a seat")).toBeVisible();
  await page.getByRole("button", { name: "Make a link for friends" }).click();
  const link = (await page.locator("#link-friends").textContent()) ?? "";
  await keepPicture(page, "event-friends-link");
  await context.clearCookies();
  await signIn(context, baseURL, robin);
  await page.goto(link);
  await expect(page.getByText("A friend invited you to get seats together.")).toBeVisible();
  await page.getByLabel("I’m 18 or older").check();
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await expect(page.getByText("Ada has a seat")).toBeVisible();
  await expectAccessible(page);
});

test("a person without answers takes the short form and comes back to the event @phone", async ({
  page,
  baseURL,
  context,
}) => {
  test.slow();
  const { publish } = await makeOrganizer("Umwegstadt");
  const id = await publish("Slow walk");
  await signIn(context, baseURL, await makePerson(siteDatabase(), { name: "Kim Example" }));
  await page.goto(`/events/${id}`);
  await keepPicture(page, "event-short-form-first");
  await expectAccessible(page);
  await page.getByLabel("I’m 16 or older").check();
  await page.getByRole("button", { name: "Start the short form" }).click();
  for (let at = 1; at <= 29; at += 1) {
    await expect(page.getByText(`Statement ${at} of 29`)).toBeVisible();
    await page.getByLabel("Quite like me").click();
  }
  await page.getByRole("button", { name: "Skip these" }).click();
  await page.getByRole("button", { name: "Show my result" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Slow walk");
  await page.getByLabel("Match me at this event").check();
  await page.getByLabel("I’m 18 or older").check();
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await expect(page.getByText("You have a seat")).toBeVisible();
});

test("a person registers, changes their mind and cancels without scripts @desktop", async ({
  browser,
  baseURL,
}) => {
  const { publish } = await makeOrganizer("Stillbach");
  const id = await publish("Quiet evening", { registration: "approval" });
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  await signIn(context, baseURL, await makeAssessed("Robin Example", 25));
  const page = await context.newPage();
  await page.goto(`/events/${id}`);
  await page.getByLabel("Your first name").fill("");
  await page.getByRole("button", { name: "Ask for a seat" }).click();
  await expect(page.getByText("Must not be empty.")).toBeVisible();
  await page.getByLabel("Your first name").fill("Robin");
  await page.getByLabel("I’m 18 or older").check();
  await page.getByRole("button", { name: "Ask for a seat" }).click();
  await expect(page.getByText("Waiting for the organizer")).toBeVisible();
  await page.getByText("Cancel your registration").click();
  await page.getByRole("button", { name: "Cancel my registration" }).click();
  await expect(page.getByText("You cancelled your registration.", { exact: false })).toBeVisible();
  await context.close();
});
