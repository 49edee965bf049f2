import { readFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { cancelRegistration } from "@/lib/events/registrations/cancel-registration";
import { changeSeats } from "@/lib/events/registrations/change-seats";
import { registerForEvent } from "@/lib/events/registrations/register-for-event";
import { RegisterForEvent } from "@/lib/events/registrations/schemas";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { TRAITS } from "@/lib/scoring/model";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { DAY_MS, makeEvent } from "@/test/events";
import { giveResult } from "@/test/friends";
import { pdfText } from "@/test/pdf-text";
import { makePerson, personContext, signIn, siteDatabase, type TestPerson, testContext } from "@/test/people";

const HOUR_MS = 3_600_000;
const nameOf = (at: number) => `Guest ${String(at).padStart(2, "0")}`;

/** Sixty people with traits, as a venue keeps them: one address is none, one is there twice, one name is a link. */
function guestList(): Buffer {
  const rows = correlatedCrowd(60, 11).map((traits, at) => {
    const email =
      at === 20 ? "guest20 at example.com" : at === 40 ? "guest3@example.com" : `guest${at}@example.com`;
    const name = at === 50 ? "www.example.com" : nameOf(at);
    return [`T-${1000 + at}`, name, email, ...traits.map((value) => value?.toFixed(3))].join(",");
  });
  return Buffer.from([["Ticket ID", "Name", "Email", ...TRAITS].join(","), ...rows].join("\r\n"));
}

/** A button that is pressed before the page's scripts run does nothing, so it is pressed until it has. */
async function press(page: Page, name: string, done: () => Promise<void>): Promise<void> {
  await expect(async () => {
    const button = page.getByRole("button", { name, exact: true }).first();
    if (await button.isVisible()) await button.click({ timeout: 2_000 });
    await done();
  }).toPass();
}

const soon = { timeout: 3_000 };

test("a venue buys an event, uploads sixty people and mends three rows, matches, publishes, lets 55 in, plans anew and prints the cards", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const { prisma } = siteDatabase();
  const owner = await makePerson(siteDatabase(), { role: "owner", companyName: "Café Central" });
  await signIn(context, baseURL, owner);
  await context.addCookies([{ name: "soulmate.mode", value: "live", url: baseURL ?? "" }]);
  let home = "";

  await test.step("buys a pass", async () => {
    await page.goto("/partner/events/passes");
    await expect(async () => {
      await page.getByRole("button", { name: "Buy a pass for $5,000.00" }).click(soon);
      await page.waitForURL(/\/dev\/stripe\/checkout\//, { timeout: 5_000 });
    }).toPass();
    await page.getByLabel("Card number").fill("4242 4242 4242 4242");
    await page.getByLabel("Expires").fill("12 / 34");
    await page.getByLabel("Security code").fill("123");
    await page.getByLabel("Name on card").fill("Noor Haddad");
    await page.getByRole("button", { name: "Pay $5,000.00" }).click();
    await expect(page.getByText("Your event pass is ready to use.")).toBeVisible({ timeout: 30_000 });
  });

  await test.step("makes the event", async () => {
    await page.goto("/partner/events/new");
    const day = new Date(Date.now() + 20 * DAY_MS).toISOString().slice(0, 10);
    await expect(async () => {
      await page.getByLabel("Name").fill("Winter tables");
      await page.getByLabel("Time zone of the venue").selectOption("Europe/Berlin");
      await page.getByLabel("Starts").fill(`${day}T19:00`);
      await page.getByLabel("Ends").fill(`${day}T22:00`);
      await page.getByRole("textbox", { name: /^Venue/ }).fill("Café Central");
      await page.getByRole("textbox", { name: /^City/ }).fill("Winterstadt");
      await page.getByLabel("Capacity").fill("60");
      await page.getByRole("button", { name: "Create event" }).click();
      await expect(page.getByRole("heading", { name: "Winter tables", level: 1 })).toBeVisible(soon);
    }).toPass();
    home = new URL(page.url()).pathname;
  });

  await test.step("uploads sixty people, and mends the three rows that are refused", async () => {
    await page.goto(`${home}/attendees/import`);
    await expect(async () => {
      await page
        .getByLabel("Choose a CSV file, or drop it here")
        .setInputFiles({ name: "guests.csv", mimeType: "text/csv", buffer: guestList() });
      await expect(page.getByRole("button", { name: "Check the rows" })).toBeVisible(soon);
    }).toPass();
    await page.getByRole("button", { name: "Check the rows" }).click();
    await expect(page.getByRole("button", { name: "Add 57 people" })).toBeVisible();
    const line = (number: number) =>
      page.getByRole("listitem").filter({ has: page.getByText(`Line ${number}`, { exact: true }) });
    for (const [at, label, value] of [
      [22, "Email", "guest20@example.com"],
      [42, "Email", "guest40@example.com"],
      [52, "Full name", nameOf(50)],
    ] as const) {
      await line(at).getByLabel(label).fill(value);
      await line(at).getByLabel(label).press("Enter");
      await expect(line(at).getByText("Fixed")).toBeVisible();
    }
    await page.getByRole("button", { name: "Add 60 people" }).click();
    await expect(page.getByRole("heading", { name: "Attendees", level: 2 })).toBeVisible();
  });

  await test.step("matches, plans rounds and publishes", async () => {
    await page.goto(`${home}/matches`);
    await press(page, "Run matching", () =>
      expect(page.getByRole("table", { name: "Pairs" })).toBeVisible({ timeout: 20_000 }),
    );
    await page.goto(`${home}/rounds`);
    await press(page, "Plan rounds", () =>
      expect(page.getByRole("heading", { name: /rounds of pairs/ })).toBeVisible({ timeout: 20_000 }),
    );
    await page.goto(home);
    await press(page, "Publish", () =>
      expect(page.getByRole("dialog").getByText("Publishing uses one event pass.")).toBeVisible(soon),
    );
    await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText("Guests can see it.")).toBeVisible();
  });

  const eventId = home.split("/").at(-1) ?? "";
  await test.step("lets 55 people in at two doors, ten of them while the network is gone", async () => {
    // The evening comes.
    await prisma.event.update({
      where: { id: eventId, partnerId: owner.partnerId },
      data: { startsAt: new Date(Date.now() - HOUR_MS / 2), endsAt: new Date(Date.now() + 3 * HOUR_MS) },
    });
    const links: string[] = [];
    await page.goto(`${home}/doors`);
    for (const name of ["Main entrance", "Garden gate"]) {
      await press(page, "Add door", () => expect(page.getByRole("dialog")).toBeVisible({ timeout: 2_000 }));
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill(name);
      await dialog.getByRole("button", { name: "Add door" }).click();
      links.push((await dialog.getByText(/\/door\/check-in#[\w-]{43}$/).textContent()) ?? "");
      await dialog.getByRole("button", { name: "Done" }).click();
    }
    const [main, garden] = [await openDoor(browser, links[0]), await openDoor(browser, links[1])];
    const letIn = async (door: Page, from: number, to: number) => {
      for (let at = from; at < to; at += 1)
        await door.getByRole("button", { name: `Check ${nameOf(at)} in`, exact: true }).click();
    };
    const came = () => prisma.attendance.count({ where: { eventId, state: "in" } });
    await letIn(main, 0, 30);
    await letIn(garden, 30, 45);
    await expect.poll(came, { timeout: 20_000 }).toBe(45);
    await worksOffline(garden);
    await garden.context().setOffline(true);
    await letIn(garden, 45, 55);
    await expect(garden.getByText("No network")).toBeVisible();
    await expect(garden.getByText("· 10 to send")).toBeVisible();
    expect(await came()).toBe(45);
    await garden.context().setOffline(false);
    await expect.poll(came, { timeout: 20_000 }).toBe(55);
    await main.context().close();
    await garden.context().close();
    await page.reload();
    await expect(page.getByText("55", { exact: false }).first()).toBeVisible();
    await keepPicture(page, "evening-doors");
  });

  await test.step("plans anew for the five who did not come, and prints the cards", async () => {
    await page.goto(`${home}/rounds`);
    await press(page, "Re-plan for no-shows", () => expect(page.getByRole("dialog")).toBeVisible(soon));
    const dialog = page.getByRole("dialog");
    for (let at = 55; at < 60; at += 1) {
      await dialog.getByLabel("Find a guest").fill(nameOf(at));
      const box = dialog.getByRole("checkbox", { name: nameOf(at) });
      if (!(await box.isChecked())) await box.check();
    }
    await dialog.getByRole("button", { name: "Re-plan" }).click();
    await expect(dialog).toBeHidden({ timeout: 20_000 });
    for (let at = 55; at < 60; at += 1)
      await expect(page.getByText("Sitting out:", { exact: false }).first()).toContainText(nameOf(at));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download table cards as PDF" }).click(),
    ]);
    const cards = pdfText(await readFile(await download.path()));
    expect(cards).toContain(nameOf(0));
    expect(cards).not.toContain(nameOf(57));
    await expectAccessible(page);
    await keepPicture(page, "evening-rounds");
  });
});

/** A door's phone, which has the guest list. */
async function openDoor(browser: Browser, link: string | undefined): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 } });
  const phone = await context.newPage();
  await phone.goto(link ?? "");
  await expect(phone.getByRole("heading", { name: "Winter tables" })).toBeVisible();
  await expect(phone.getByText("of 60 here")).toBeVisible();
  return phone;
}

const worksOffline = (page: Page) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const cache = await caches.open("soulmate-door-1");
          return (await cache.keys()).some(({ url }) => url.endsWith("/door/check-in"));
        }),
      { timeout: 30_000 },
    )
    .toBe(true);

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

test("a person finds an event on a phone, waits, gets a seat and a ticket, sees who they meet, and both say yes", async ({
  browser,
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const { prisma } = siteDatabase();
  const owner = await makePerson(siteDatabase(), { role: "owner", companyName: "Lantern Nights" });
  const startsAt = new Date(Date.now() + 9 * DAY_MS);
  const eventId = await makeEvent(siteDatabase(), owner, {
    name: "Six at tables",
    status: "published",
    publishedAt: new Date(),
    venue: "Lantern Hall",
    city: "Abendstadt",
    capacity: 6,
    confirmHours: 48,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 3 * HOUR_MS),
  });
  const [ada, leaving, robin] = [
    await makeAssessed("Ada Example", 31),
    await makeAssessed("Lee Example", 32),
    await makeAssessed("Robin Example", 33),
  ];
  await register(ada, eventId, "Ada");
  await register(leaving, eventId, "Lee");
  for (const [at, name] of ["Ben", "Cleo", "Dan", "Eva"].entries())
    await register(await makeAssessed(`${name} Example`, 34 + at), eventId, name);
  const handheld = await browser.newContext({
    baseURL: baseURL ?? "",
    viewport: { width: 375, height: 812 },
    colorScheme: "dark",
  });
  await signIn(handheld, baseURL, robin);
  const phone = await handheld.newPage();

  await test.step("discovers it and joins the line", async () => {
    await phone.goto("/events");
    await phone.getByLabel("City").selectOption("Abendstadt");
    await phone.getByRole("button", { name: "Find events" }).click();
    await phone.getByRole("link", { name: "Six at tables" }).click();
    await expect(phone.getByText("All seats are taken.", { exact: false })).toBeVisible();
    await phone.getByLabel("Match me at this event").check();
    await phone.getByLabel("Show my first name to people I’m to meet").check();
    await phone.getByLabel("I’m 18 or older").check();
    await phone.getByRole("button", { name: "Join the line" }).click();
    await expect(phone.getByText("You’re number 1 in line")).toBeVisible();
  });

  await test.step("gets a seat when another person leaves, takes it and says that they are coming", async () => {
    await cancelRegistration(personContext(siteDatabase(), leaving), { event_id: eventId });
    await phone.reload();
    await phone.getByRole("button", { name: "Take the seat" }).click();
    await expect(phone.getByRole("link", { name: "Show my ticket" })).toBeVisible();
    // The day before comes, on which everyone is asked.
    await prisma.event.update({
      where: { id: eventId, partnerId: owner.partnerId },
      data: { startsAt: new Date(Date.now() + DAY_MS), endsAt: new Date(Date.now() + 1.1 * DAY_MS) },
    });
    await changeSeats(testContext(siteDatabase()), { eventId, partnerId: owner.partnerId }, async () => {});
    await phone.reload();
    await phone.getByRole("button", { name: "Yes, I’m coming" }).click();
    await expect(phone.getByText("You’re coming")).toBeVisible();
    const calendar = phone.getByRole("link", { name: "Add to your calendar" });
    const file = await handheld.request.get((await calendar.getAttribute("href")) ?? "");
    expect(await file.text()).toContain("SUMMARY:Six at tables");
    await phone.getByRole("link", { name: "Show my ticket" }).click();
    await expect(phone.getByRole("region", { name: "Your ticket" }).getByText("Ticket number")).toBeVisible();
    await expectAccessible(phone);
    await keepPicture(phone, "evening-ticket");
  });

  await test.step("sees whom they meet once the organizer has planned the evening", async () => {
    await signIn(context, baseURL, owner);
    await context.addCookies([{ name: "soulmate.mode", value: "live", url: baseURL ?? "" }]);
    await page.goto(`/partner/events/${eventId}/rounds`);
    await expect(async () => {
      await page.getByLabel("Rounds").fill("5");
      await page.getByRole("button", { name: "Plan rounds" }).click(soon);
      await expect(page.getByRole("heading", { name: "5 rounds of pairs" })).toBeVisible({ timeout: 20_000 });
    }).toPass();
    await phone.goto(`/events/${eventId}/people`);
    await expect(phone.getByRole("heading", { level: 1, name: "Who you’ll meet" })).toBeVisible();
    await expect(phone.getByText("Ada", { exact: true })).toBeVisible();
    await keepPicture(phone, "evening-first-look");
  });

  await test.step("says yes, and sees the contact only when the other has said yes, too", async () => {
    await prisma.event.update({
      where: { id: eventId, partnerId: owner.partnerId },
      data: { startsAt: new Date(Date.now() - 4 * HOUR_MS), endsAt: new Date(Date.now() - HOUR_MS) },
    });
    await phone.reload();
    await press(phone, "Yes, see Ada again", () =>
      expect(phone.getByRole("button", { name: "Yes, see Ada again" })).toHaveAttribute(
        "aria-pressed",
        "true",
        soon,
      ),
    );
    await expect(phone.getByRole("heading", { name: "You both said yes" })).toHaveCount(0);
    await context.clearCookies();
    await signIn(context, baseURL, ada);
    await page.goto(`/events/${eventId}/people`);
    await press(page, "Yes, see Robin again", () =>
      expect(page.getByRole("heading", { name: "You both said yes" })).toBeVisible(soon),
    );
    await phone.reload();
    await expect(phone.getByRole("heading", { name: "You both said yes" })).toBeVisible();
    await expectAccessible(phone);
    await keepPicture(phone, "evening-both-said-yes");
    await handheld.close();
  });
});
