import type { Page } from "@playwright/test";
import { createAlert } from "@/lib/partners/alerts/create-alert";
import { evaluateAlerts } from "@/lib/partners/alerts/evaluate-alerts";
import { CreateAlert } from "@/lib/partners/alerts/schemas";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, personContext, signIn, siteDatabase, type TestPerson } from "@/test/people";

function at(person: TestPerson): PartnerContext {
  const ctx = personContext(siteDatabase(), person);
  return { ...ctx, partnerId: person.partnerId, mode: "live", permissions: ALL_PERMISSIONS };
}

async function called(person: TestPerson, calls: number, units = 1, failed = 0): Promise<void> {
  const make = (change: object) => {
    const occurredAt = new Date();
    return makeCall({ partnerId: person.partnerId, occurredAt, requestId: newId(occurredAt), ...change });
  };
  await recordCalls(siteDatabase().pool, [
    ...Array.from({ length: calls }, () => make({ units })),
    ...Array.from({ length: failed }, () =>
      make({ status: 400, errorCode: "invalid_input", units: 0, billable: false }),
    ),
  ]);
}

async function alert(person: TestPerson, change: object): Promise<void> {
  const settings = { recipients: [person.email, "ops@kindred.example"], window: "month", ...change };
  await createAlert(at(person), CreateAlert.parse(settings));
}

async function arrange(page: Page, baseURL: string | undefined): Promise<TestPerson> {
  const person = await makePerson(siteDatabase(), {
    role: "developer",
    name: "Noor Haddad",
    tier: "starter",
  });
  await signIn(page.context(), baseURL, person);
  return person;
}

test("alerts are read at a glance: none, many, one that caps, and the form", async ({ page, baseURL }) => {
  const person = await arrange(page, baseURL);
  await page.goto("/partner/alerts");
  await expect(page.getByRole("heading", { name: "Spend over $5 a month" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "alerts-none");

  await called(person, 90, 50, 12);
  await alert(person, { name: "Monthly budget", metric: "spend", threshold: 1_000_000 });
  await alert(person, { name: "Pairs this month", metric: "pairs", threshold: 5_200 });
  await alert(person, { name: "Too many errors", metric: "error_rate", threshold: 500, window: "day" });
  await alert(person, {
    name: "Never more than 100 calls",
    metric: "calls",
    threshold: 100,
    action: "block",
  });
  await page.reload();
  await expect(page.getByText("Live calls that are charged for are refused", { exact: true })).toBeVisible();
  await expect(page.getByRole("table", { name: "History of alerts" })).toContainText("11.76%");
  await expectAccessible(page);
  await keepPicture(page, "alerts-many");

  await page.getByRole("button", { name: "New alert" }).click();
  const dialog = page.getByRole("dialog", { name: "New alert" });
  await dialog.getByLabel("Name").fill("Hard stop");
  await dialog.getByLabel("What", { exact: true }).selectOption("spend");
  await dialog.getByLabel("In each").selectOption("month");
  await dialog.getByLabel("Threshold").fill("0.2");
  await dialog.getByRole("radio", { name: /refuse live calls/ }).check();
  await expect(dialog.getByText("live calls will be refused as soon as you save")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "alerts-form");
});

test("an alert is added by one click, fires, is made a cap that blocks, and is lifted, changed and deleted @desktop", async ({
  page,
  baseURL,
}) => {
  const person = await arrange(page, baseURL);
  await page.goto("/partner/alerts");
  await page.getByRole("button", { name: "Add “80% of the daily limit”" }).click();
  const alerts = page.getByRole("list", { name: "Alerts", exact: true }).locator("> li");
  await expect(alerts).toHaveCount(1);
  await expect(alerts).toContainText("0 pairs of 8,000 pairs");
  await expect(alerts).toContainText(`Tells ${person.email}`);

  await page.getByRole("button", { name: "Edit 80% of the daily limit" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("What", { exact: true })).toBeDisabled();
  await dialog.getByLabel("Threshold").fill("a lot");
  await dialog.getByLabel("Who gets a mail").fill("ops@kindred.example\nnobody");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog.getByLabel("Threshold")).toHaveAccessibleDescription(/Must be a number\./);
  await expect(dialog.getByLabel("Who gets a mail")).toHaveAccessibleDescription(
    /“nobody”: must be an e-mail address\./,
  );
  await dialog.getByLabel("Threshold").fill("2,000.5");
  await expect(dialog.getByLabel("Threshold")).toHaveAccessibleDescription(/Must be a whole number\./);
  await dialog.getByLabel("Threshold").fill("2,000");
  await dialog.getByLabel("Who gets a mail").fill("ops@kindred.example, lead@kindred.example");
  await dialog.getByRole("radio", { name: /refuse live calls/ }).check();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog).toBeHidden();
  await expect(alerts).toContainText("0 pairs of 2,000 pairs");
  await expect(alerts).toContainText("hard cap");
  // Nobody outside the team is told before they agree.
  const untold = alerts.getByRole("list", { name: "Recipients who get no alerts" }).getByRole("listitem");
  await expect(untold).toContainText(["ops@kindred.example", "lead@kindred.example"]);
  await expect(untold.first()).toContainText("Waiting for confirmation");
  await page.getByRole("button", { name: "Resend the email to ops@kindred.example" }).click();
  await expect(page.getByText(/We asked this address less than an hour ago/).first()).toBeVisible();

  await called(person, 50, 40);
  const { clock, db, log, requestId } = personContext(siteDatabase(), person);
  await evaluateAlerts({ clock, db, log, requestId, actor: { type: "system", id: "alerts.evaluate" } });
  await page.reload();
  await expect(page.getByText("Live calls that are charged for are refused", { exact: true })).toBeVisible();
  await expect(alerts).toContainText("2,000 pairs of 2,000 pairs");
  await expect(page.getByRole("table")).toContainText("Live calls refused");

  await page.getByRole("switch", { name: "80% of the daily limit: on" }).click();
  await expect(page.getByText("Live calls that are charged for are refused", { exact: true })).toBeHidden();
  const { cappedUntil } = await siteDatabase().prisma.partner.findUniqueOrThrow({
    where: { id: person.partnerId },
  });
  expect(cappedUntil).toBeNull();

  await page.getByRole("button", { name: "Delete 80% of the daily limit" }).click();
  await page.getByRole("button", { name: "Delete alert" }).click();
  await expect(page.getByRole("heading", { name: "Hear of it before your users do" })).toBeVisible();
  await expect(page.getByRole("table")).toContainText("80% of the daily limit");
});

test("viewers see alerts and can change none @phone", async ({ page, baseURL }) => {
  const person = await makePerson(siteDatabase(), { role: "viewer" });
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/alerts");
  await expect(page.getByRole("heading", { name: "No alerts yet" })).toBeVisible();
  await alert(person, { name: "Theirs to see", metric: "calls", threshold: 10 });
  await page.reload();
  await expect(page.getByRole("heading", { name: "Theirs to see" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("switch")).toHaveCount(0);
  await expectAccessible(page);
});
