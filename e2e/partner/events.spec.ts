import type { Page } from "@playwright/test";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { givePass, makeEvent } from "@/lib/events/events/events.fixture";
import { publishEvent } from "@/lib/events/events/publish-event";
import { newId } from "@/lib/platform/ids";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase, type TestPerson, testContext } from "@/test/people";

const contextOf = ({ partnerId }: TestPerson) => ({
  ...testContext(siteDatabase()),
  partnerId,
  mode: "live" as const,
  permissions: ALL_PERMISSIONS,
});

/** A guest list as a ticket shop writes it: 60 people with semicolons, three of them bad, in Windows-1252. */
function guestList(): Buffer {
  const people = Array.from({ length: 60 }, (_, at) => {
    const email =
      at === 20 ? "jürgen at example.com" : at === 40 ? "guest3@example.com" : `guest${at}@example.com`;
    const name = at === 50 ? "Visit www.example.com" : at === 20 ? "Jürgen Groß" : `Guest Number ${at}`;
    return `T-${1000 + at};${name};${email};${at % 2 === 0 ? "women" : "men"}`;
  });
  return Buffer.from(["Ticket ID;Name;E-Mail;Gruppe", ...people].join("\r\n"), "latin1");
}

/** Clicks once the page's scripts run: what is clicked before is lost. */
async function openBy(page: Page, button: string, shown: string): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name: button }).first().click();
    await expect(page.getByRole("dialog").getByText(shown)).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

test("a venue makes an event, uploads 60 people with 3 bad rows, fixes them and publishes", async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const database = siteDatabase();
  const person = await makePerson(database, { role: "owner" });
  await signIn(context, baseURL, person);

  await context.addCookies([{ name: "soulmate.mode", value: "live", url: baseURL ?? "" }]);
  await page.goto("/partner/events");
  await expect(page.getByRole("heading", { name: "Run your first matched event" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "events-empty");
  await page.getByRole("link", { name: "Create an event" }).click();

  await expect(page.getByRole("heading", { name: "New event" })).toBeVisible();
  await expect(page.getByLabel("Time zone of the venue")).not.toHaveValue("");
  await expectAccessible(page);
  await keepPicture(page, "events-new");
  // The night in which clocks go forward has no 2:30.
  await expect(async () => {
    await page.getByLabel("Name").fill("Spring mixer");
    await page.getByLabel("Time zone of the venue").selectOption("Europe/Berlin");
    await page.getByLabel("Starts").fill("2027-03-28T02:30");
    await page.getByRole("button", { name: "Create event" }).click();
    await expect(page.getByText("Does not exist in Europe/Berlin")).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await keepPicture(page, "events-new-error");
  // The night in which they go back has it twice.
  await page.getByLabel("Starts").fill("2027-10-31T02:30");
  await page.getByLabel("Starts: which of the two?").selectOption({ label: "The second (UTC+01:00)" });
  await page.getByLabel("Ends").fill("2027-10-31T05:00");
  await page.getByRole("button", { name: "Create event" }).click();
  await expect(page.getByRole("heading", { name: "Spring mixer", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Next steps" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "events-overview-draft");

  // What is missing is named where it is published, and set on the form.
  await openBy(page, "Publish", "Set the venue");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("link", { name: "Edit details" }).click();
  await expect(page.getByLabel("Starts: which of the two?")).toHaveValue("+01:00");
  await expectAccessible(page);
  await expect(async () => {
    await page.getByRole("textbox", { name: /^Venue/ }).fill("Café Central");
    await page.getByRole("textbox", { name: /^City/ }).fill("Berlin");
    await page.getByLabel("Capacity").fill("80");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByText("of 80 seats")).toBeVisible({ timeout: 3_000 });
  }).toPass();

  await page.getByRole("link", { name: "Attendees" }).click();
  await expect(page.getByRole("heading", { name: "No attendees yet" })).toBeVisible();
  await page.getByRole("link", { name: "Upload a list" }).click();
  await expect(page.getByText("Choose a CSV file, or drop it here")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "events-import-1");
  await expect(async () => {
    await page
      .getByLabel("Choose a CSV file, or drop it here")
      .setInputFiles({ name: "guests.csv", mimeType: "text/csv", buffer: guestList() });
    await expect(page.getByText("We assumed Windows-1252")).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(page.getByLabel("Ticket ID")).toHaveValue("external_id");
  await expect(page.getByLabel("E-Mail")).toHaveValue("email");
  await expect(page.getByLabel("Gruppe")).toHaveValue("group");
  await expectAccessible(page);
  await keepPicture(page, "events-import-2");
  await page.getByRole("button", { name: "Check the rows" }).click();

  await expect(page.getByRole("button", { name: "Add 57 people" })).toBeVisible();
  await expect(page.getByText("Is the same as in line 5.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "events-import-3");
  const line = (number: number) =>
    page.getByRole("listitem").filter({ has: page.getByText(`Line ${number}`, { exact: true }) });
  await line(22).getByLabel("Email").fill("juergen@example.com");
  await line(22).getByLabel("Email").press("Enter");
  await expect(line(22).getByText("Fixed")).toBeVisible();
  await line(52).getByLabel("Full name").fill("Vera Sit");
  await line(52).getByLabel("Full name").press("Tab");
  await line(42).getByRole("button", { name: "Leave out" }).click();
  await page.getByRole("button", { name: "Add 59 people" }).click();

  await expect(page.getByText("guest59@example.com")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Attendees", level: 2 })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "events-attendees");
  const stored = await database.prisma.eventAttendee.findMany({ where: { partnerId: person.partnerId } });
  expect(stored).toHaveLength(59);
  expect(stored.filter(({ name }) => name === "Jürgen Groß")).toMatchObject([
    { email: "juergen@example.com", externalId: "T-1020", pool: "uploaded" },
  ]);

  // The one who was left out is added by hand, then corrected, then removed.
  await openBy(page, "Add attendee", "A name, an email or an ID of yours is enough.");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email").fill("guest3@example.com");
  await dialog.getByRole("button", { name: "Add attendee" }).click();
  await expect(dialog.getByText("Belongs to an attendee of this event already.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Email").fill("late@example.com");
  await dialog.getByRole("button", { name: "Add attendee" }).click();
  await expect(page.getByText("late@example.com")).toBeVisible();
  await page.getByRole("button", { name: "Actions for late@example.com" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await dialog.getByLabel("Name").fill("Late Riser");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Late Riser")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search attendees" }).fill("Late");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("guest59@example.com")).toBeHidden();
  await page.getByRole("button", { name: "Actions for Late Riser" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await dialog.getByRole("button", { name: "Remove attendee" }).click();
  await expect(page.getByRole("heading", { name: "No attendee fits" })).toBeVisible();

  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("link", { name: "Get an event pass" }).click();
  await expect(page.getByRole("heading", { name: "Event passes" })).toBeVisible();
  await expectAccessible(page);
  await expect(async () => {
    await page.getByRole("button", { name: "Buy a pass for $5,000.00" }).click();
    await page.waitForURL(/\/dev\/stripe\/checkout\//, { timeout: 5_000 });
  }).toPass();
  await page.getByLabel("Card number").fill("4242 4242 4242 4242");
  await page.getByLabel("Expires").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Noor Haddad");
  await page.getByRole("button", { name: "Pay $5,000.00" }).click();
  await expect(page.getByText("Your event pass is ready to use.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("table", { name: "Event passes" })).toContainText("Bought for $5,000.00");
  await expectAccessible(page);
  await keepPicture(page, "events-passes");
  await page.goto("/partner/events?show=drafts");
  await page.getByRole("link", { name: "Spring mixer" }).click();
  await openBy(page, "Publish", "Publishing uses one event pass.");
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Guests can see it.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "events-overview-published");
  await page.goto("/partner/events");
  await expect(page.getByRole("link", { name: "Spring mixer" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "events-list");

  await page.getByRole("link", { name: "Spring mixer" }).click();
  await openBy(page, "Cancel event…", "This cannot be undone.");
  await page.getByRole("dialog").getByLabel("Reason").fill("The venue is\nclosed.");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel event" }).click();
  // What is typed into the dialog reads the same: the page says it once the dialog is gone.
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("The venue is closed.")).toBeVisible();
  await page.goto("/partner/events?show=past");
  await expect(page.getByRole("link", { name: "Spring mixer" })).toBeVisible();
});

test("a guest answers the short form by the link in their email, and leaves the list", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  watch.expectComplaint(/404/);
  test.setTimeout(120_000);
  const database = siteDatabase();
  const venue = await makePerson(database, { role: "owner", companyName: "Café Central" });
  const ctx = contextOf(venue);
  const event = await makeEvent(ctx, { name: "Winter mixer" });
  await givePass(ctx);
  await publishEvent(ctx, { event_id: event.id });
  const email = `guest-${newId()}@example.com`;
  await createAttendees(ctx, { event_id: event.id, attendees: [{ name: "Ada", email }] });

  await signIn(context, baseURL, venue);
  await page.goto(`/partner/events/${event.id}/attendees`);
  await openBy(page, "Email the short form", "You see who answered, never what.");
  await page.getByRole("dialog").getByRole("button", { name: "Send emails" }).click();
  await expect(page.getByText("Emails are on their way", { exact: true })).toBeVisible();
  const readMail = async () =>
    (await database.prisma.keptMail.findFirst({ where: { to: email } }))?.text ?? "";
  await expect.poll(readMail, { timeout: 30_000 }).toContain("/guest/");
  const path = /\/guest\/[\w-]{43}/.exec(await readMail())?.[0] ?? "";

  // The guest has no account: nothing of the organizer's session is in their browser.
  await context.clearCookies();
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Winter mixer", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "guest-form");
  await expect(async () => {
    await page.getByRole("button", { name: "Send my answers" }).click();
    await expect(page.getByText("statements are unanswered.")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  for (const statement of await page.getByRole("group").all())
    await statement.getByText("Mostly", { exact: true }).click();
  await page.getByText("I am 18 or older.").click();
  await page.getByRole("button", { name: "Send my answers" }).click();
  await expect(page.getByText("Agree to this before you send your answers.")).toBeVisible();
  await page.getByText("Use my answers to find out whom").click();
  await page.getByRole("button", { name: "Send my answers" }).click();
  await expect(page.getByText("Café Central sees that you answered, never what.").first()).toBeVisible();
  await expect(page.getByText("Answer again")).toBeVisible();
  await keepPicture(page, "guest-answered");

  await signIn(context, baseURL, venue);
  await page.goto(`/partner/events/${event.id}/attendees`);
  await expect(page.getByRole("table", { name: "Attendees" })).toContainText("Answered");
  await context.clearCookies();
  await page.goto(path);
  await openBy(page, "Leave the guest list", "This cannot be undone.");
  await page.getByRole("dialog").getByRole("button", { name: "Leave and delete" }).click();
  await expect(page.getByText("You are off the guest list, and your data is deleted.")).toBeVisible();
  expect(await database.prisma.eventAttendee.count({ where: { eventId: event.id } })).toBe(0);
  const gone = await page.goto(path);
  expect(gone?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "This invitation does not open" })).toBeVisible();
});

test("a list that cannot be read is refused by name, and an Excel file says what to do @desktop", async ({
  page,
  context,
  baseURL,
}) => {
  const database = siteDatabase();
  const person = await makePerson(database, { role: "owner" });
  await signIn(context, baseURL, person);
  const event = await makeEvent(contextOf(person));
  await page.goto(`/partner/events/${event.id}/attendees/import`);
  const field = page.getByLabel("Choose a CSV file, or drop it here");
  const choose = (name: string, buffer: Buffer) =>
    field.setInputFiles({ name, mimeType: "text/csv", buffer });
  await expect(async () => {
    await choose("guests.xlsx", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
    await expect(page.getByText("save it as CSV")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await choose("broken.csv", Buffer.from('Name,Email\nAda,"ada@example.com\n'));
  await expect(page.getByText("“broken.csv” cannot be read. Line 2 has a quote")).toBeVisible();
  const many = Array.from({ length: 5_001 }, (_, at) => `Guest ${at}`);
  await choose("many.csv", Buffer.from(["Name", ...many].join("\n")));
  await page.getByRole("button", { name: "Check the rows" }).click();
  await expect(page.getByText("“many.csv” has 5,001 people")).toBeVisible();
});

test("an admin sees the events of all partners, and sets what an event pass costs one of them", async ({
  page,
  context,
  baseURL,
}) => {
  const database = siteDatabase();
  const venue = await makePerson(database, { role: "owner" });
  const event = await makeEvent(contextOf(venue), { name: `Mixer ${venue.partnerId}` });
  const admin = await makePerson(database, { admin: true });
  await signIn(context, baseURL, admin);
  await page.goto(`/admin/events?q=${encodeURIComponent(event.name)}`);
  await expect(page.getByRole("table", { name: "Events" })).toContainText(event.name);
  await expectAccessible(page);
  await keepPicture(page, "admin-events");
  await page.goto(`/admin/partners/${venue.partnerId}`);
  await expect(async () => {
    await page.getByRole("button", { name: "Set price" }).click();
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Price in US dollars").fill("1,500");
  await dialog.getByLabel("Reason").fill("Agreed on the phone today");
  await dialog.getByRole("button", { name: "Set price" }).click();
  await expect(dialog.getByText("Must be at least $2,000.00.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Price in US dollars").fill("2,500");
  await dialog.getByRole("button", { name: "Set price" }).click();
  await expect(page.getByText("$2,500.00")).toBeVisible();
});

test("a venue buys a partnership, publishes with it and compares its events", async ({
  page,
  context,
  baseURL,
}) => {
  const owner = await makePerson(siteDatabase(), { role: "owner" });
  const ctx = contextOf(owner);
  await signIn(context, baseURL, owner);
  await context.addCookies([{ name: "soulmate.mode", value: "live", url: baseURL ?? "" }]);
  await page.goto("/partner/events/analytics");
  await expect(page.getByRole("heading", { name: "Part of the event partnership" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "See the partnership" }).click();
  await expect(async () => {
    await page.getByRole("radio", { name: "3", exact: true }).click();
    await page.getByRole("button", { name: "Buy the partnership for $30,000.00" }).click({ timeout: 2_000 });
    await page.waitForURL(/\/dev\/stripe\/checkout\//, { timeout: 5_000 });
  }).toPass();
  await page.getByLabel("Card number").fill("4242 4242 4242 4242");
  await page.getByLabel("Expires").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Noor Haddad");
  await page.getByRole("button", { name: "Pay $30,000.00" }).click();
  await expect(page.getByText("Your event partnership is there.", { exact: false })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText("10 of 10 events")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "events-partnership");

  const event = await makeEvent(ctx, { name: "Included evening", visibility: "unlisted" });
  await page.goto(`/partner/events/${event.id}`);
  await openBy(page, "Publish", "Your partnership includes it.");
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Guests can see it.")).toBeVisible();
  await siteDatabase().prisma.event.update({
    where: { id: event.id, partnerId: owner.partnerId },
    data: { status: "finished", city: "Porto" },
  });
  await page.goto("/partner/events/analytics?group_by=city");
  await expect(page.getByRole("table", { name: "Figures of your events" })).toContainText("Porto");
  await expectAccessible(page);
  await keepPicture(page, "events-analytics-of-all");
  await page.goto("/partner/events/passes");
  await expect(page.getByText("9 of 10 events")).toBeVisible();
  await expect(page.getByRole("table", { name: "Event passes" })).toContainText(
    "Included in your partnership",
  );
});
