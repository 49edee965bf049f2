import type { Page, TestInfo } from "@playwright/test";
import { SUBJECT_TRAITS } from "@/lib/research/insights/question";
import { plainName } from "@/lib/research/insights/words";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";
import { giveShare, publishEditions } from "@/test/research";

/** A trait that no other run of this test asks about: what one partner asked is free for the next. */
function ownTrait({ project, retry }: TestInfo): string {
  const at = (project.name.startsWith("desktop") ? 0 : 1) + 2 * retry;
  return plainName(SUBJECT_TRAITS[at % SUBJECT_TRAITS.length] ?? "novelty");
}

/** Fills the form in once the page's scripts run: what is chosen before is lost. */
async function choose(page: Page, trait: string): Promise<void> {
  await expect(async () => {
    await page.getByLabel("Measure", { exact: true }).selectOption("trait_average");
    await page.getByLabel("Trait", { exact: true }).selectOption({ label: trait });
    await page.getByLabel("Break down by").selectOption("region");
    await expect(page.getByRole("button", { name: "Remove Region" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Remove Age" }).click();
}

const card = (page: Page) => page.getByRole("region", { name: /^Average/ });

test("a researcher builds a query, reads its card, chooses the error, runs it and reads the answer", async ({
  page,
  context,
  baseURL,
}, info) => {
  test.setTimeout(180_000);
  const database = siteDatabase();
  const person = await makePerson(database, { role: "owner", tier: "research", companyName: "Institute" });
  await publishEditions(database);
  await giveShare(database, person.partnerId, 300);
  await signIn(context, baseURL, person);

  await page.goto("/research");
  await expect(page.getByRole("heading", { name: "Research", level: 1 })).toBeVisible();
  await expect(page.getByText("Synthetic data.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Latest releases" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-overview");

  await page.getByRole("link", { name: "New query" }).first().click();
  await expect(page.getByRole("heading", { name: "New query", level: 1 })).toBeVisible();
  const trait = ownTrait(info);
  await choose(page, trait);
  // Too exact for the share: the card says so before anything is read.
  await page.getByRole("button", { name: /^±10 / }).click();
  await expect(card(page).getByText("Allow a larger error, or ask for less.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Run/ })).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("Error of each count, in people").fill("2.5");
  await expect(page.getByText("Enter a whole number from 1 to 1,000,000.")).toBeVisible();
  // The budget says what error it buys.
  await page.getByLabel("Or spend this much").fill("0.12");
  await page.getByRole("button", { name: /^Use ±/ }).click();
  await expect(card(page).getByText("Costs ε 0.1")).toBeVisible();
  await page.getByLabel("Keep only some").selectOption("age_band");
  await expect(page.getByText("Keep at least one value.")).toBeVisible();
  for (const age of ["20-24", "25-29", "30-34", "35-39", "40-44"]) await page.getByLabel(age).check();
  await expect(card(page).getByRole("heading")).toContainText("where age is 20-24, 25-29, 30-34 or 2 more");
  await expect(card(page)).toHaveAttribute("aria-busy", "false");
  await expectAccessible(page);
  await keepPicture(page, "research-new");

  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Save query" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await dialog.getByLabel("Name").fill(`${trait} by region`);
  await dialog.getByRole("button", { name: "Save query" }).click();
  await expect(page.getByText("Query saved").first()).toBeVisible();
  // Saving ran nothing.
  await expect(page.getByRole("heading", { name: "New query", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: /^Run for ε 0.1/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    `Average ${trait.toLowerCase()} by region`,
  );
  await expect(page.getByText(/Your team paid ε 0\.1/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "In words" })).toBeVisible();
  await expect(page.getByText("groups are hidden or empty.").first()).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-release");
  await expect(async () => {
    await page.getByRole("radio", { name: "Table" }).first().click();
    await expect(page.getByRole("columnheader", { name: "Low" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole("rowheader", { name: "Western Europe" })).toBeVisible();
  await expect(page.getByText("was never asked this, and is closed.")).toBeVisible();

  // The same question once more is free, and found again under its name.
  await page.getByRole("link", { name: "Change the query" }).click();
  await expect(page.getByText("Free.")).toBeVisible();
  await page.goto("/research/queries");
  await expect(page.getByRole("table", { name: "History" }).getByRole("link")).toHaveCount(1);
  await expectAccessible(page);
  await keepPicture(page, "research-queries");
  await page.getByRole("link", { name: `${trait} by region`, exact: true }).click();
  await expect(page.getByRole("heading", { name: "New query", level: 1 })).toBeVisible();
  await expect(page.getByText("Free.")).toBeVisible();
  await page.goto("/research/queries");
  await expect(async () => {
    await page.getByRole("button", { name: `Delete ${trait} by region` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete query" }).click({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText("No saved queries")).toBeVisible();

  await page.goto("/research/releases");
  await expect(page.getByText("your team").first()).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-releases");
  await page.goto("/research/budget");
  await expect(page.getByRole("img", { name: /^Your share of .* Spent 0\.1/ })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-budget");
});

test("an answer in bins shows a distribution and a median, and compares editions at no cost", async ({
  page,
  context,
  baseURL,
}) => {
  const database = siteDatabase();
  const person = await makePerson(database, { role: "viewer", tier: "research" });
  await publishEditions(database);
  await signIn(context, baseURL, person);
  await page.goto("/research/releases?edition=2001-Q1");
  await expect(page.getByText("Nothing released")).toBeVisible();
  await page.goto("/research/releases");
  await page.getByRole("link", { name: "Distribution of compatibility", exact: true }).first().click();
  await expect(page.getByRole("img", { name: /Distribution of compatibility/ }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Edition by edition" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-distribution");
  await page.getByRole("link", { name: "Median", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Median compatibility", level: 1 })).toBeVisible();
});

test("a viewer reads what was released and cannot spend the team's share", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  const database = siteDatabase();
  const person = await makePerson(database, { role: "viewer", tier: "research" });
  await publishEditions(database);
  await giveShare(database, person.partnerId, 300);
  await signIn(context, baseURL, person);
  await page.goto("/research/new?measure=people&by=tradition_level,autonomy_level&error=200");
  await expect(page.getByText("Your role can read what was released.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Run/ })).toHaveAttribute("aria-disabled", "true");
  await page.goto("/research/new?measure=people&by=age_band&error=500");
  await expect(async () => {
    await page.getByRole("button", { name: "Show the answer" }).click();
    await expect(page.getByRole("heading", { name: "People by age", level: 1 })).toBeVisible({
      timeout: 5_000,
    });
  }).toPass();
  await page.goto("/research/new?measure=height");
  await expect(page.getByText("The address asks something that cannot be asked.")).toBeVisible();
  watch.expectComplaint(/404/);
  await page.goto("/research/releases/01900000-0000-7000-8000-000000000000");
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});

test("a team without a plan for research sees what it would bring", async ({ page, context, baseURL }) => {
  const person = await makePerson(siteDatabase(), { role: "owner", tier: "starter" });
  await signIn(context, baseURL, person);
  for (const path of [
    "/research",
    "/research/new",
    "/research/queries",
    "/research/releases",
    "/research/budget",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Your plan has no research insights" })).toBeVisible();
  }
  await expect(page.getByText("$10,000 a year")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-locked");
});
