import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";

test("a new version asks a person again, once, and the privacy page shows what they agreed to", async ({
  page,
  baseURL,
}) => {
  const { prisma } = siteDatabase();
  const person = await makePerson(siteDatabase());
  await prisma.legalAcceptance.updateMany({
    where: { userId: person.userId, document: "terms" },
    data: { version: "2020-01-01" },
  });
  await signIn(page.context(), baseURL, person);
  await page.goto("/account");
  const banner = page.getByRole("region", { name: "We changed our terms" });
  await expect(banner.getByRole("link", { name: "Terms for people" })).toHaveAttribute(
    "href",
    "/legal/terms",
  );
  await expectAccessible(page);
  await keepPicture(page, "terms-banner-account");
  await expect(async () => {
    if (await banner.isVisible()) await banner.getByRole("button", { name: "I agree" }).click();
    await expect(banner).toHaveCount(0, { timeout: 3_000 });
  }).toPass();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(banner).toHaveCount(0);
  await page.goto("/privacy");
  await expect(page.getByText("when we asked you again").first()).toBeVisible();
  await expect(page.getByText("version 2020-01-01")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "privacy-accepted-texts");
});

test("a new version asks a company's owner, not who may only read, and settings say who accepted", async ({
  page,
  browser,
  baseURL,
}) => {
  const { prisma } = siteDatabase();
  const owner = await makePerson(siteDatabase(), { role: "owner", name: "Olga Owner" });
  const { partnerId } = owner;
  const viewer = await makePerson(siteDatabase(), { role: "viewer", partnerId });
  await prisma.partnerAcceptance.updateMany({
    where: { partnerId, document: "api-terms" },
    data: { version: "2020-01-01" },
  });
  const other = await browser.newContext({ baseURL: baseURL ?? "" });
  await signIn(other, baseURL, viewer);
  const theirs = await other.newPage();
  await theirs.goto("/partner");
  await expect(theirs.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  await expect(theirs.getByRole("button", { name: "I agree" })).toHaveCount(0);
  await other.close();

  await signIn(page.context(), baseURL, owner);
  await page.goto("/partner");
  const banner = page.getByRole("region", { name: "We changed our terms for Kindred Café" });
  await expect(banner.getByRole("link", { name: "API terms" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "terms-banner-portal");
  await expect(async () => {
    if (await banner.isVisible()) await banner.getByRole("button", { name: "I agree" }).click();
    await expect(banner).toHaveCount(0, { timeout: 3_000 });
  }).toPass();
  await page.goto("/partner/settings");
  await expect(page.getByRole("listitem").filter({ hasText: "Olga Owner" }).first()).toContainText(
    "API terms",
  );
  await expect(
    page.getByRole("navigation", { name: "Legal" }).getByRole("link", { name: "Imprint" }),
  ).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "settings-terms");
});
