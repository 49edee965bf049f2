import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSync } from "otplib";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { runQuery } from "@/lib/research/insights/run-query";
import { AskInsights } from "@/lib/research/insights/schemas";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { mailTo } from "@/test/mailbox";
import { partnerContext } from "@/test/partner-state";
import { makePerson, signIn, siteDatabase, testContext } from "@/test/people";
import { publishEditions } from "@/test/research";

/** What every edition has released since it opened: it costs nothing, and anyone may publish it. */
const BY_AGE = { measure: "people", dimensions: ["age_band"], error: 900 };

async function researcher(companyName: string) {
  const database = siteDatabase();
  const person = await makePerson(database, { role: "owner", tier: "research", companyName });
  await publishEditions(database);
  const { id, result } = await runQuery(partnerContext(person, "live", database), AskInsights.parse(BY_AGE));
  return { database, person, queryId: id ?? "", releaseId: result?.release_id ?? "" };
}

test("a researcher downloads a bundle, checks it with the command, publishes it and takes it back", async ({
  page,
  context,
  request,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const { person, queryId, releaseId } = await researcher("Lighthouse Institute");
  await signIn(context, baseURL, person);
  await page.goto(`/research/releases/${releaseId}?query=${queryId}`);
  await expect(page.getByRole("heading", { name: "Take it with you" })).toBeVisible();
  await expectAccessible(page);

  const href = await page.getByRole("link", { name: /as signed bundle$/ }).getAttribute("href");
  const bundle = await page.request.get(href ?? "");
  expect(bundle.headers()["content-type"]).toBe("application/zip");
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    const path = (name: string) => join(folder, name);
    const program = await request.get("/verify-bundle.mjs");
    const keys = await request.get("/.well-known/research-keys.json");
    writeFileSync(path("bundle.zip"), await bundle.body());
    writeFileSync(path("verify-bundle.mjs"), await program.body());
    writeFileSync(path("research-keys.json"), await keys.body());
    const check = (zip: string) =>
      execFileSync(process.execPath, [path("verify-bundle.mjs"), zip, "--keys", path("research-keys.json")], {
        encoding: "utf8",
        stdio: "pipe",
      });
    const said = check(path("bundle.zip"));
    expect(said).toContain("every byte is as it was signed");
    expect(said).toContain(releaseId);
    const changed = Buffer.from(await bundle.body());
    changed[changed.length - 200] = (changed[changed.length - 200] ?? 0) ^ 1;
    writeFileSync(path("changed.zip"), changed);
    expect(() => check(path("changed.zip"))).toThrow("Refused");
  } finally {
    rmSync(folder, { recursive: true });
  }

  await page.getByRole("link", { name: "Publish" }).click();
  await expect(page.getByRole("heading", { name: "Publish a finding", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-publish");
  await expect(async () => {
    await page.getByLabel("Title").fill("");
    await page.getByRole("button", { name: "Publish finding" }).click();
    await expect(page.getByText("Must not be empty.")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByLabel("Title").fill("Half of us are under 35");
  await page.getByLabel("Summary").fill("Most people in this edition are between 20 and 35.");
  await page.getByRole("button", { name: "Publish finding" }).click();
  await expect(page.getByRole("heading", { name: "Findings", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-findings");

  const finding = page.getByRole("link", { name: "Half of us are under 35" });
  const address = (await finding.getAttribute("href")) ?? "";
  await context.clearCookies();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Half of us are under 35", level: 1 })).toBeVisible();
  await expect(page.getByText("Lighthouse Institute").first()).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "20-24" })).toBeVisible();
  await expect(page.getByText(`@misc{${address.split("/").at(-1)},`)).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "finding");
  for (const format of ["bundle", "csv", "json", "parquet"]) {
    expect((await request.get(`${address}/export?format=${format}`)).status()).toBe(200);
  }
  expect((await request.get(`${address}/export?format=xlsx`)).status()).toBe(400);

  await signIn(context, baseURL, person);
  await page.goto("/research/findings");
  await expect(async () => {
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: "Withdraw finding" })
      .click({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText("Withdrawn", { exact: true })).toBeVisible();
  await page.goto(address);
  await expect(page.getByText("This finding was withdrawn")).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "20-24" })).toHaveCount(0);
  await expectAccessible(page);
  expect((await request.get(`${address}/export?format=csv`)).status()).toBe(404);
});

test("a researcher schedules a report, gets it by email, and downloads the quarterly PDF", async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const { database, person } = await researcher("Report Institute");
  await signIn(context, baseURL, person);
  await page.goto("/research/reports");
  await expect(page.getByText("No report is scheduled")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-reports-none");
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    await page.getByRole("button", { name: "Schedule a report" }).click();
    await expect(dialog.getByLabel("Name")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByRole("button", { name: "Schedule report" }).click();
  await expect(dialog.getByText("Must not be empty.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Our quarter");
  await dialog.getByLabel("Ask a question again").selectOption({ label: "People by age" });
  await keepPicture(page, "research-report-dialog");
  await dialog.getByRole("button", { name: "Schedule report" }).click();
  await expect(page.getByRole("link", { name: "Our quarter" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-reports");

  await page.getByRole("link", { name: "Our quarter" }).click();
  await expect(page.getByText("To see it at once, send it now.")).toBeVisible();
  await expect(async () => {
    await page.getByRole("button", { name: "Send now" }).click();
    await expect(page.getByText("Report on its way").first()).toBeVisible({ timeout: 5_000 });
  }).toPass();
  const mail = await mailTo(database, person.email, /^Our quarter: /);
  expect(mail.text).toContain("People by age");
  expect(mail.text).toMatch(/People: [\d,]+ ±\d+/);
  const link = /https?:\/\/\S+\/research\/reports\/\S+/.exec(mail.text)?.[0] ?? "";
  const { pathname, search } = new URL(link);
  await page.goto(`${pathname}${search}`);
  await expect(page.getByRole("heading", { name: "People by age" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Sent so far" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-report");

  const pdf = await page.request.get(
    (await page.getByRole("link", { name: /^Download the report of .* as PDF$/ }).getAttribute("href")) ?? "",
  );
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete report" }).click();
  await expect(page.getByText("No report is scheduled")).toBeVisible();
});

test("a question that no edition answers becomes a request, a quote and an order, which admins see beside the budgets", async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const { database, person } = await researcher("Custom Institute");
  const admin = await makePerson(database, { admin: true, name: "Ada Admin" });
  await signIn(context, baseURL, person);
  await page.goto("/research/custom");
  await expectAccessible(page);
  await expect(async () => {
    await page.getByLabel("Title").fill("Attachment after fifty");
    await page.getByLabel("What do you want to find out?").fill("How does attachment change after fifty?");
    await page.getByLabel("Budget a year").selectOption("100000");
    await page.getByRole("button", { name: "Ask for a quote" }).click();
    await expect(page.getByText("Waiting for our quote")).toBeVisible({ timeout: 3_000 });
  }).toPass();

  await context.clearCookies();
  await signIn(context, baseURL, admin);
  await page.goto("/admin/research");
  await expect(page.getByRole("heading", { name: "Research", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "admin-research");
  const dialog = page.getByRole("dialog");
  const row = page.getByRole("row").filter({ hasText: "Custom Institute" }).filter({ hasText: "Attachment" });
  await expect(async () => {
    await row.first().getByRole("button", { name: "Quote" }).click();
    await expect(dialog.getByLabel("What is included")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByLabel("Price a year in US dollars").fill("80,000");
  await dialog.getByLabel("What is included").fill("A panel of 5,000 people.");
  await dialog.getByRole("button", { name: "Send quote" }).click();
  if (
    await dialog
      .getByLabel("Confirm that it is you")
      .isVisible({ timeout: 1_000 })
      .catch(() => false)
  ) {
    await dialog.getByLabel("Confirm that it is you").fill(generateSync({ secret: admin.totpSecret }));
    await dialog.getByRole("button", { name: "Confirm" }).click();
  }
  await expect(row.first().getByText("Quoted")).toBeVisible();
  await page
    .getByRole("link", { name: /^\d{4}-Q[1-4]$/ })
    .first()
    .click();
  await expect(page.getByRole("table", { name: "Budget by partner" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "admin-research-edition");

  await context.clearCookies();
  await signIn(context, baseURL, person);
  await page.goto("/research/custom");
  await expect(page.getByText("$80,000").first()).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "research-custom");
  await expect(async () => {
    await page.getByRole("button", { name: "Accept" }).click();
    await dialog.getByRole("button", { name: "Accept $80,000 a year" }).click({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText("In progress")).toBeVisible();
  await page.getByRole("link", { name: "Conversation" }).click();
  await expect(page.getByText("We accept the quote of $80,000 a year.")).toBeVisible();
});

test("a person sees the releases that their answers went into, and what withdrawing changes", async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const database = siteDatabase();
  await publishEditions(database);
  const person = await makePerson(database);
  const profileId = await ensureUserProfile(testContext(database), { user_id: person.userId });
  const edition = await database.prisma.researchEdition.findFirstOrThrow({
    where: { openedAt: { not: null } },
    orderBy: { startsAt: "desc" },
  });
  await signIn(context, baseURL, person);
  await page.goto("/privacy");
  await expect(page.getByRole("heading", { name: "Your part in research" })).toHaveCount(0);
  await expect(async () => {
    await page.getByRole("button", { name: /^Turn on: .*research/i }).click();
    await expect(page.getByText("You are in no edition yet.")).toBeVisible({ timeout: 3_000 });
  }).toPass();
  // As building the next edition writes it.
  await database.prisma.researchParticipation.create({ data: { profileId, editionId: edition.id } });
  await page.reload();
  await expect(page.getByText("of at most 4")).toBeVisible();
  await expect(page.getByText("of at most 10")).toBeVisible();
  await page
    .locator("summary")
    .filter({ hasText: `Edition ${edition.quarter}` })
    .click();
  await expect(page.getByText("People by age", { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "privacy-research");
  await expect(async () => {
    await page.getByRole("button", { name: /^Turn off: .*research/i }).click();
    await expect(page.getByText("you are not in the next edition")).toBeVisible({ timeout: 3_000 });
  }).toPass();
});
