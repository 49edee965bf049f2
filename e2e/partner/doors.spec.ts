import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import QRCode from "qrcode";
import { createDoor } from "@/lib/events/check-in/create-door";
import { recordCheckIns } from "@/lib/events/check-in/record-check-ins";
import { revokeDoor } from "@/lib/events/check-in/revoke-door";
import { RecordCheckIns } from "@/lib/events/check-in/schemas";
import { spellNumber } from "@/lib/events/check-in/ticket-format";
import { signTicket, ticketNumber } from "@/lib/events/check-in/ticket-keys";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { CHROMIUM_FLAGS, expect, expectAccessible, findChromium, keepPicture, test } from "@/test/browser";
import { makeEvent } from "@/test/events";
import { partnerContext } from "@/test/partner-state";
import { makePerson, signIn, siteDatabase } from "@/test/people";

/** A published event of this evening with so many guests, and who runs it. */
async function arrange(guests: number) {
  const database = siteDatabase();
  const person = await makePerson(database, { role: "owner", companyName: "Café Central" });
  const now = Date.now();
  const event_id = await makeEvent(database, person, {
    name: "Valentine mixer",
    status: "published",
    venue: "Café Central",
    city: "Berlin",
    startsAt: new Date(now - 30 * 60_000),
    endsAt: new Date(now + 3 * 3_600_000),
    createdAt: new Date(now - 86_400_000),
  });
  const ctx = partnerContext(person, "live", database);
  const { data } = await createAttendees(ctx, {
    event_id,
    attendees: Array.from({ length: guests }, (_, index) => ({
      external_id: `guest-${index}`,
      name: NAMES[index] ?? `Guest ${index}`,
      group: index % 2 === 0 ? "women" : "men",
    })),
  });
  const ids = data.map(({ id }) => id);
  const idOf = (index: number): string => ids[index] ?? "";
  const cameIn = async () => database.prisma.attendance.count({ where: { eventId: event_id, state: "in" } });
  return { person, event_id, ctx, ids, idOf, cameIn };
}

const NAMES = ["Ada Lovelace", "Bruno Marsh", "Clara Nowak", "Dario Conti", "Elif Kaya", "Finn O’Brien"];

/** Opens a door link on a phone, and waits until it works without network. */
async function openDoor(page: Page, link: string, baseURL: string | undefined): Promise<void> {
  const { pathname, hash } = new URL(link);
  await page.goto(`${baseURL}${pathname}${hash}`);
  await expect(page.getByRole("heading", { name: "Valentine mixer" })).toBeVisible();
  expect(page.url()).not.toContain("#");
}

const offlineReady = (page: Page) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const cache = await caches.open("soulmate-door-1");
          const kept = (await cache.keys()).map(({ url }) => url);
          return (
            kept.some((url) => url.endsWith(".wasm")) && kept.some((url) => url.endsWith("/door/check-in"))
          );
        }),
      { timeout: 30_000 },
    )
    .toBe(true);

const checkIn = (page: Page, name: string) =>
  page.getByRole("button", { name: `Check ${name} in`, exact: true });

test("an organizer adds two doors, watches who comes, settles a conflict and revokes a door", async ({
  page,
  context,
  baseURL,
}) => {
  const { person, event_id, ctx, idOf } = await arrange(4);
  await signIn(context, baseURL, person);
  await page.goto(`/partner/events/${event_id}/doors`);
  await expect(page.getByRole("heading", { name: "No doors yet" })).toBeVisible();
  await expectAccessible(page);

  const dialog = page.getByRole("dialog");
  for (const name of ["Main entrance", "Garden gate"]) {
    await expect(async () => {
      await page.getByRole("button", { name: "Add door" }).click();
      await expect(dialog).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("button", { name: "Add door" }).click();
    await expect(dialog.getByRole("heading", { name: `“${name}” is ready` })).toBeVisible();
    await expect(dialog.getByText(/\/door\/check-in#[\w-]{43}$/)).toBeVisible();
    if (name === "Main entrance") await keepPicture(page, "door-link");
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("table", { name: "Doors" }).getByText(name)).toBeVisible();
  }
  expect(await page.content()).not.toMatch(/check-in#[\w-]{43}/);

  const now = Date.now();
  const { check_ins } = RecordCheckIns.parse({
    check_ins: [
      { attendee_id: idOf(0), at: new Date(now - 60_000).toISOString() },
      { attendee_id: idOf(1), at: new Date(now - 50_000).toISOString() },
      { attendee_id: idOf(0), at: new Date(now - 40_000).toISOString() },
    ],
  });
  await recordCheckIns(ctx, { event_id, check_ins });
  await page.reload();
  await expect(page.getByRole("heading", { name: "1 conflict" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Check-ins" }).getByText("Ada Lovelace")).toHaveCount(2);
  await expectAccessible(page);
  await keepPicture(page, "doors");

  await expect(async () => {
    await page.getByRole("button", { name: "Keep both check-ins of Ada Lovelace" }).click({ timeout: 2_000 });
    await expect(page.getByRole("heading", { name: "1 conflict" })).toBeHidden({ timeout: 4_000 });
  }).toPass();
  await page.getByRole("button", { name: "Undo the check-in of Bruno Marsh" }).click();
  await dialog.getByRole("button", { name: "Undo check-in" }).click();
  await expect(page.getByText("Undone", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Revoke Garden gate" }).click();
  await dialog.getByRole("button", { name: "Revoke door" }).click();
  await expect(page.getByRole("table", { name: "Doors" }).getByText("Revoked")).toBeVisible();
});

test("a phone checks guests in by list and by number, goes on without network, and sends everything later", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  test.setTimeout(120_000);
  watch.expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const { person, event_id, ctx, idOf, cameIn } = await arrange(16);
  const { link } = await createDoor(ctx, { event_id, name: "Main entrance" });
  await openDoor(page, link, baseURL);
  await expect(page.getByText("of 16 here")).toBeVisible();

  await checkIn(page, "Ada Lovelace").click();
  await expect(page.getByText("Checked in · women")).toBeVisible();
  const search = page.getByLabel("Find a guest by name or ticket number");
  await search.fill(spellNumber(ticketNumber(event_id, idOf(1))).toLowerCase());
  await expect(page.getByRole("listitem")).toHaveCount(1);
  await checkIn(page, "Bruno Marsh").click();
  await search.fill("");
  await expect.poll(cameIn).toBe(2);
  await expectAccessible(page);
  await keepPicture(page, "door-list");
  await offlineReady(page);

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Valentine mixer" })).toBeVisible();
  for (let index = 2; index < 12; index += 1) {
    await checkIn(page, NAMES[index] ?? `Guest ${index}`).click();
  }
  await expect(page.getByText("No network")).toBeVisible();
  await expect(page.getByText("· 10 to send")).toBeVisible();
  await expect(page.getByTestId("present")).toHaveText("12");
  await page.getByRole("button", { name: "Undo the check-in of Guest 11" }).click();
  await checkIn(page, "Guest 11").click();
  await keepPicture(page, "door-offline");

  // Meanwhile another door, which has network, lets one of them in, and someone new is on the list.
  const { check_ins } = RecordCheckIns.parse({ check_ins: [{ attendee_id: idOf(3) }] });
  await recordCheckIns(ctx, { event_id, check_ins });
  await createAttendees(ctx, { event_id, attendees: [{ external_id: "late", name: "Zoe Late" }] });
  expect(await cameIn()).toBe(3);

  await context.setOffline(false);
  await expect.poll(cameIn, { timeout: 20_000 }).toBe(12);
  await expect(page.getByText("Online")).toBeVisible();
  await expect(checkIn(page, "Zoe Late")).toBeVisible();
  const rows = await siteDatabase().prisma.checkIn.count({ where: { eventId: event_id } });
  expect(rows).toBe(2 + 10 + 2 + 1);

  await signIn(context, baseURL, person);
  await page.goto(`/partner/events/${event_id}/doors`);
  await expect(page.getByRole("heading", { name: "Dario Conti was checked in twice" })).toBeVisible();
});

test("a revoked door is told at its next contact and keeps no list", async ({ page, baseURL, watch }) => {
  watch.expectComplaint(/404/);
  const { event_id, ctx } = await arrange(3);
  const { link, door } = await createDoor(ctx, { event_id, name: "Main entrance" });
  await openDoor(page, link, baseURL);
  await expect(checkIn(page, "Ada Lovelace")).toBeVisible();
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const request = indexedDB.open("soulmate.guest-list");
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const count = request.result.transaction("lists").objectStore("lists").count();
            count.onsuccess = () => resolve(count.result);
          };
        }),
    );
  await expect.poll(kept).toBe(1);
  await revokeDoor(ctx, { event_id, door_id: door.id });
  await expect(page.getByRole("heading", { name: "This door link no longer works" })).toBeVisible({
    timeout: 20_000,
  });
  expect(await kept()).toBe(0);
  await expectAccessible(page);
  await keepPicture(page, "door-revoked");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Open your door link" })).toBeVisible();
});

test("a phone scans tickets with its camera, and refuses those that are not valid @phone", async ({
  baseURL,
  page,
}) => {
  test.setTimeout(120_000);
  const { event_id, ctx, idOf, cameIn } = await arrange(3);
  const { link } = await createDoor(ctx, { event_id, name: "Main entrance" });
  const folder = await mkdtemp(join(tmpdir(), "camera-"));
  const film = join(folder, "film.mjpeg");
  const show = async (text: string) => {
    const svg = await QRCode.toString(text, { type: "svg", margin: 4 });
    await page.setViewportSize({ width: 640, height: 480 });
    await page.setContent(
      `<body style="margin:0;background:#fff"><div style="width:480px;margin:auto">${svg}</div>`,
    );
    await writeFile(film, await page.screenshot({ type: "jpeg", quality: 90 }));
  };
  await show(signTicket(event_id, idOf(0)));
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [
      ...CHROMIUM_FLAGS,
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 375, height: 812 }, colorScheme: "dark" });
    await context.grantPermissions(["camera"], { origin: new URL(baseURL ?? "").origin });
    const phone = await context.newPage();
    await openDoor(phone, link, baseURL);
    await phone.getByRole("button", { name: "Scan" }).click();
    await expect(phone.getByText("Ada Lovelace")).toBeVisible({ timeout: 30_000 });
    await expect(phone.getByText("Checked in · women")).toBeVisible();
    await expect.poll(cameIn).toBe(1);
    await keepPicture(phone, "door-scan");
    const refused = async (text: string, words: string) => {
      await phone.getByRole("button", { name: "List" }).click();
      await show(text);
      await phone.getByRole("button", { name: "Scan" }).click();
      await expect(phone.getByText(words)).toBeVisible({ timeout: 30_000 });
    };
    await refused(signTicket(event_id, idOf(1), "the secret of another installation"), "Not a valid ticket");
    await keepPicture(phone, "door-refused");
    await refused(signTicket(event_id, idOf(0)), "Already checked in");
    await keepPicture(phone, "door-already");
    expect(await cameIn()).toBe(1);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});
