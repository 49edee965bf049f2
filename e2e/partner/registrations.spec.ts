import type { Page } from "@playwright/test";
import { createFriendsLink } from "@/lib/events/registrations/create-friends-link";
import { registerForEvent } from "@/lib/events/registrations/register-for-event";
import { RegisterForEvent } from "@/lib/events/registrations/schemas";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { DAY_MS, makeEvent } from "@/test/events";
import { makePerson, signIn, siteDatabase, testContext } from "@/test/people";

/** A signed-in person registers under this name. */
async function register(event_id: string, name: string, friends_token: string | null = null) {
  const { userId } = await makePerson(siteDatabase());
  const ctx = { ...testContext(siteDatabase()), actor: { type: "user" as const, id: userId }, userId };
  const input = RegisterForEvent.parse({ event_id, name, adult: true, group: "women", friends_token });
  const made = await registerForEvent(ctx, input);
  return { ...made, ctx };
}

/** Chooses from the menu of a person, and confirms. Clicks once the page's scripts run: what is clicked before is lost. */
async function decide(
  page: Page,
  name: string,
  item: string,
  confirm: string,
  picture?: string,
): Promise<void> {
  const menu = page.getByRole("button", { name: `Actions for ${name}`, exact: true });
  await expect(async () => {
    await menu.click();
    await expect(page.getByRole("menuitem", { name: item })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("menuitem", { name: item }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: confirm })).toBeVisible();
  // While it fades in, its words have not their contrast yet.
  await dialog.evaluate((shown) =>
    Promise.all(shown.getAnimations({ subtree: true }).map((each) => each.finished)),
  );
  await expectAccessible(page);
  if (picture !== undefined) await keepPicture(page, picture);
  await dialog.getByRole("button", { name: confirm }).click();
  await expect(dialog).toBeHidden();
}

const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });

test("an organizer approves, gives a seat out of line, releases and declines", async ({
  page,
  context,
  baseURL,
}) => {
  const database = siteDatabase();
  const organizer = await makePerson(database, { role: "owner" });
  await signIn(context, baseURL, organizer);
  const startsAt = new Date(Date.now() + 20 * DAY_MS);
  const eventId = await makeEvent(database, organizer, {
    name: "Autumn mixer",
    startsAt,
    endsAt: new Date(startsAt.getTime() + DAY_MS / 8),
    venue: "Café Central",
    city: "Berlin",
    capacity: 2,
    status: "published",
    publishedAt: new Date(),
    registration: "open",
  });
  const path = `/partner/events/${eventId}/registrations`;
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "No one has registered yet" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "registrations-empty");

  for (const name of ["Ada", "Ben", "Cleo"]) await register(eventId, name);
  const dora = await register(eventId, "Dora");
  const { friends_token } = await createFriendsLink(dora.ctx, { event_id: eventId });
  await register(eventId, "Emil", friends_token);
  await database.prisma.event.update({ where: { id: eventId }, data: { registration: "approval" } });
  await register(eventId, "Finn");
  await page.reload();
  await expect(row(page, "Finn").getByText("Your approval")).toBeVisible();
  await expect(row(page, "Cleo").getByText("Number 1 in line")).toBeVisible();
  await expect(row(page, "Emil").getByText("Number 2 in line, 2 friends together")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "registrations");

  await decide(page, "Finn", "Approve", "Approve");
  await expect(row(page, "Finn").getByText("Number 4 in line")).toBeVisible();
  await decide(page, "Dora", "Give a seat", "Add 2 seats and give", "registrations-give-seats");
  await expect(row(page, "Emil").getByText("Has a seat")).toBeVisible();
  await expect(page.getByText("of 4")).toBeVisible();
  await decide(page, "Ada", "Release seat", "Release seat");
  await expect(row(page, "Cleo").getByText("Seat offered")).toBeVisible();
  await expect(row(page, "Cleo").getByText(/^Answers by /)).toBeVisible();
  await decide(page, "Ben", "Decline", "Decline");
  await expect(row(page, "Finn").getByText("Seat offered")).toBeVisible();
  await keepPicture(page, "registrations-decided");

  await page.getByRole("link", { name: /^Declined/ }).click();
  await expect(page).toHaveURL(`${path}?status=declined`);
  await expect(row(page, "Ben")).toBeVisible();
  await expect(row(page, "Cleo")).toBeHidden();
  await expectAccessible(page);
});

test("a viewer sees who registered and can decide nothing @desktop", async ({ page, context, baseURL }) => {
  const database = siteDatabase();
  const viewer = await makePerson(database, { role: "viewer" });
  await signIn(context, baseURL, viewer);
  const eventId = await makeEvent(database, viewer, {
    capacity: 1,
    status: "published",
    publishedAt: new Date(),
  });
  await register(eventId, "Ada");
  await page.goto(`/partner/events/${eventId}/registrations?status=nonsense&cursor=${newId()}`);
  await expect(row(page, "Ada").getByText("Has a seat")).toBeVisible();
  await expect(page.getByRole("button", { name: "Actions for Ada" })).toHaveCount(0);
});
