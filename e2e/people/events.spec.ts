import type { Prisma } from "@/lib/platform/prisma/client";
import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";
import { DAY_MS, makeEvent } from "@/test/events";
import { makePerson, siteDatabase } from "@/test/people";

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
