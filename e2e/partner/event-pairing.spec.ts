import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { newId } from "@/lib/platform/ids";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makeEvent } from "@/test/events";
import { pdfText } from "@/test/pdf-text";
import { makePerson, signIn, siteDatabase } from "@/test/people";

const FIRST = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo", "Ida", "Jan", "Kim", "Leo"];
const LAST = ["Adler", "Brandt", "Costa", "Dietz", "Ek", "Fuchs", "Garcia", "Hahn", "Ito", "Jung"];
const nameOf = (i: number) =>
  `${FIRST[i % FIRST.length]} ${LAST[Math.floor(i / FIRST.length) % LAST.length]}${i < 120 ? "" : ` ${i}`}`;

/** A published event with stored attendees whose traits the organizer gave. Returns its address. */
async function arrangeEvent(partnerId: string, size: number, name: string): Promise<string> {
  const database = siteDatabase();
  const eventId = await makeEvent(
    database,
    { partnerId },
    {
      name,
      status: "published",
      publishedAt: new Date(),
      venue: "Café Central",
      city: "Berlin",
      capacity: Math.max(10, size),
    },
  );
  const now = new Date();
  await database.prisma.eventAttendee.createMany({
    data: correlatedCrowd(size, 7).map((traits, i) => ({
      id: newId(),
      eventId,
      partnerId,
      mode: "live" as const,
      pool: "uploaded" as const,
      externalId: `guest-${i}`,
      name: nameOf(i),
      traits: [...traits],
      traitsSource: "organizer" as const,
      createdAt: now,
      updatedAt: now,
    })),
  });
  return `/partner/events/${eventId}`;
}

/** Clicks until it took: a click before the page's scripts run is lost. */
async function clickUntil(page: Page, name: string, shown: () => Promise<void>): Promise<void> {
  await expect(async () => {
    const button = page.getByRole("button", { name, exact: true }).first();
    if (await button.isVisible()) await button.click();
    await shown();
  }).toPass();
}

test("an organizer follows a large matching over a reload, and finds pairs by name @desktop", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await makePerson(siteDatabase(), { role: "developer" });
  await signIn(context, baseURL, person);
  const home = await arrangeEvent(person.partnerId, 520, "Large mixer");
  await page.goto(`${home}/matches`);
  await expect(page.getByText("Not matched yet")).toBeVisible();
  await expectAccessible(page);
  await clickUntil(page, "Run matching", () =>
    expect(
      page.getByText("Matching 520 attendees").or(page.getByText("The best 10,000, by score.")),
    ).toBeVisible({
      timeout: 2_000,
    }),
  );
  await page.reload();
  await expect(page.getByText("The best 10,000, by score.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Pairs are released.", { exact: false })).toBeVisible();
  await page.getByLabel("Find a name or ID").fill("ada adler");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page).toHaveURL(/name=ada/);
  const pairs = page.getByRole("table", { name: "Pairs" });
  await expect(pairs.getByText("Ada Adler").first()).toBeVisible();
  await expect(pairs.getByRole("row")).toHaveCount(26);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByRole("link", { name: "Best" })).toBeVisible();
});

test("an organizer pins and forbids pairs, plans rounds, prints cards and plans again for no-shows @desktop", async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const database = siteDatabase();
  const person = await makePerson(database, { role: "developer" });
  await signIn(context, baseURL, person);
  const home = await arrangeEvent(person.partnerId, 24, "Spring mixer");

  // A minimum that no pair reaches is explained.
  await page.goto(`${home}/matches`);
  await expect(async () => {
    await page.getByRole("radio", { name: "Minimum score" }).click();
    await expect(page.getByLabel("Score from 0 to 1")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByLabel("Score from 0 to 1").fill("7");
  await page.getByRole("button", { name: "Run matching" }).click();
  await expect(page.getByText("Enter a number from 0 to 1, such as 0.60.")).toBeVisible();
  await page.getByLabel("Score from 0 to 1").fill("0.99");
  await page.getByRole("button", { name: "Run matching" }).click();
  await expect(page.getByText("No pair reaches your minimum of 0.99.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Best share" }).click();
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(page.getByRole("heading", { name: "Pairs", exact: true })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Who fits whom: \d+ people/ })).toBeVisible();

  // The best pair is forbidden and is gone from the next run.
  const pairs = page.getByRole("table", { name: "Pairs" });
  const best = (await pairs.getByRole("rowheader").first().textContent()) ?? "";
  await pairs
    .getByRole("button", { name: /^Decide about/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Forbid this pair" }).click();
  await expect(pairs.getByText("forbidden", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(pairs.getByRole("rowheader").first()).not.toHaveText(best);

  await page.goto(`${home}/rounds`);
  await expect(page.getByRole("heading", { name: "No rounds yet" })).toBeVisible();
  await expectAccessible(page);
  await expect(async () => {
    await page.getByLabel("First guest").fill("Ada Adler");
    await page.getByLabel("Second guest").fill("nobody");
    await page.getByRole("button", { name: "Pin them" }).click();
    await expect(page.getByText("Choose a guest from the list.")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByLabel("Second guest").fill("Ben Adler");
  await page.getByRole("button", { name: "Pin them" }).click();
  await expect(page.getByText("Ada Adler and Ben Adler meet")).toBeVisible();
  await page.getByLabel("Rounds").fill("4");
  await page.getByLabel("Control round").selectOption("3");
  await page.getByRole("button", { name: "Plan rounds" }).click();
  await expect(page.getByRole("heading", { name: "4 rounds of pairs" })).toBeVisible({ timeout: 20_000 });
  const together = page
    .getByRole("listitem")
    .filter({ hasText: /^Table \d+/ })
    .filter({ hasText: "Ada Adler" });
  await expect(together).toContainText("Ben Adler");
  await expect(
    page
      .getByText("of the best that any plan could reach", { exact: false })
      .or(page.getByText("No plan can be noticeably better", { exact: false })),
  ).toBeVisible();
  await expect(page.getByText("Would rather swap")).toBeVisible();
  await page.getByRole("link", { name: "Round 3" }).click();
  await expect(page.getByText("Drawn at random.", { exact: false })).toBeVisible();
  await expectAccessible(page);

  const save = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name }).click(),
    ]);
    return readFile(await download.path());
  };
  const guests = pdfText(await save("Download guest cards as PDF"));
  expect(guests.match(/^Your rounds$/gm)).toHaveLength(24);
  expect(guests).toContain("with Ben Adler");
  expect(guests).not.toMatch(/random|control/i);
  expect(pdfText(await save("Download table cards as PDF")).match(/^Table \d+$/gm)).toHaveLength(48);
  expect((await save("Download all rounds as CSV")).toString("utf8")).toContain(
    "round,table,attendee_id,name,with",
  );

  await page.getByRole("button", { name: "Re-plan for no-shows" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Rounds played so far").selectOption("1");
  await dialog.getByLabel("Find a guest").fill("cleo adler");
  await dialog.getByRole("checkbox", { name: "Cleo Adler" }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Re-plan" }).click();
  await expect(dialog).toBeHidden({ timeout: 20_000 });
  await page.getByRole("link", { name: "Round 2" }).click();
  await expect(page.getByText(/^Changed for \d+ guests?:|^No guest who is here was moved/)).toBeVisible();
  await expect(page.getByText("Sitting out:", { exact: false })).toContainText("Cleo Adler");
  await page.getByRole("link", { name: "Round 1" }).click();
  await expect(page.getByText("played", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Remove the rule about Ada Adler and Ben Adler" }).click();
  await expect(page.getByText("Ada Adler and Ben Adler meet")).toBeHidden();

  await page.goto(`${home}/analytics`);
  await expect(page.getByRole("heading", { name: "Rounds", exact: true })).toBeVisible();
  await expect(page.getByText("4 rounds of pairs")).toBeVisible();
});

test("a run that ended without a result says why, and an event without answers what to do", async ({
  page,
  context,
  baseURL,
}) => {
  const { prisma } = siteDatabase();
  const person = await makePerson(siteDatabase(), { role: "viewer" });
  await signIn(context, baseURL, person);
  const home = await arrangeEvent(person.partnerId, 0, "Quiet evening");
  for (const path of ["matches", "rounds", "analytics"]) {
    await page.goto(`${home}/${path}`);
    await expect(page.getByRole("heading", { name: "Quiet evening" })).toBeVisible();
    await expectAccessible(page);
  }
  const eventId = home.split("/").at(-1) ?? "";
  await prisma.matchRun.create({
    data: {
      id: newId(),
      eventId,
      partnerId: person.partnerId,
      mode: "live",
      kind: "match",
      status: "cancelled",
      errorCode: "event_closed",
      attendees: 900,
      modelVersion: "soulmate-2",
      createdAt: new Date(),
      finishedAt: new Date(),
    },
  });
  await page.goto(`${home}/matches`);
  await expect(
    page.getByText("stopped because the event was cancelled or ended", { exact: false }),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Run matching" })).toBeHidden();
});

test("pairs, rounds and figures are read on a phone and a wide screen", async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const person = await makePerson(siteDatabase(), { role: "owner" });
  await signIn(context, baseURL, person);
  const home = await arrangeEvent(person.partnerId, 31, "Summer mixer");
  await page.goto(`${home}/matches`);
  await clickUntil(page, "Run matching", () =>
    expect(page.getByRole("heading", { name: "Pairs", exact: true })).toBeVisible({ timeout: 8_000 }),
  );
  await expectAccessible(page);
  await keepPicture(page, "event-matches");
  await page.goto(`${home}/rounds`);
  await clickUntil(page, "Plan rounds", () =>
    expect(page.getByRole("heading", { name: "3 rounds of pairs" })).toBeVisible({ timeout: 15_000 }),
  );
  await expectAccessible(page);
  await keepPicture(page, "event-rounds");
  await page.goto(`${home}/analytics`);
  await expectAccessible(page);
  await keepPicture(page, "event-analytics");
});
