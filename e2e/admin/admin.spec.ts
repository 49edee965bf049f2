import type { Page } from "@playwright/test";
import { generateSync } from "otplib";
import { openTicket } from "@/lib/partners/support/open-ticket";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, personContext, signIn, siteDatabase, type TestPerson } from "@/test/people";

const PAGES = [
  ["/admin", "Overview"],
  ["/admin/partners", "Partners"],
  ["/admin/users", "People"],
  ["/admin/tickets", "Tickets"],
  ["/admin/usage", "Usage"],
  ["/admin/jobs", "Jobs"],
  ["/admin/audit", "Audit log"],
  ["/admin/security", "Security events"],
] as const;
const REASON = "Ticket 12: they asked us to look at their keys.";

async function asAdmin(page: Page, baseURL: string | undefined): Promise<TestPerson> {
  const admin = await makePerson(siteDatabase(), { admin: true, name: "Ada Admin" });
  await signIn(page.context(), baseURL, admin);
  return admin;
}

/** A company nobody else has, and its owner. */
async function makeCompany() {
  const companyName = `Lantern ${newId().slice(-8)}`;
  const owner = await makePerson(siteDatabase(), { role: "owner", name: "Olga Owner", companyName });
  return { companyName, owner };
}

async function open(page: Page, companyName: string): Promise<void> {
  await page.goto("/admin/partners");
  await page.getByRole("searchbox", { name: "Search" }).fill(companyName);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: companyName }).click();
  await expect(page.getByRole("heading", { level: 1, name: companyName })).toBeVisible();
}

test("every page of the admin is accessible, on phones too", async ({ page, baseURL }) => {
  test.slow();
  await asAdmin(page, baseURL);
  const { companyName } = await makeCompany();
  for (const [path, title] of PAGES) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
    await expectAccessible(page);
    await keepPicture(page, `admin${path.slice("/admin".length).replace("/", "-")}`);
  }
  await open(page, companyName);
  await expectAccessible(page);
  await keepPicture(page, "admin-partner");
});

test.describe("once @desktop", () => {
  test("to everybody but admins these pages do not exist", async ({ page, request, baseURL, watch }) => {
    watch.expectComplaint(/404/);
    const { owner } = await makeCompany();
    const members = await Promise.all(
      (["developer", "viewer"] as const).map((role) =>
        makePerson(siteDatabase(), { role, partnerId: owner.partnerId }),
      ),
    );
    const paths = [...PAGES.map(([path]) => path), `/admin/partners/${owner.partnerId}`];
    for (const person of [null, owner, ...members]) {
      const headers: Record<string, string> = person === null ? {} : { Cookie: person.cookie };
      for (const path of paths) {
        const response = await request.get(path, { headers });
        expect([path, person?.name, response.status()]).toEqual([path, person?.name, 404]);
        expect(await response.text()).not.toContain(owner.email);
      }
    }
    await signIn(page.context(), baseURL, owner);
    const texts: string[] = [];
    for (const path of ["/admin/audit", "/admin/no-such-page", "/no-such-page"]) {
      await page.goto(path);
      texts.push(await page.locator("body").ariaSnapshot());
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain("There is no page here");
  });

  test("an admin sees what a member sees, changes nothing, and every trace of it stays", async ({
    page,
    baseURL,
    watch,
  }) => {
    watch.expectComplaint(/404/);
    const admin = await asAdmin(page, baseURL);
    const { companyName, owner } = await makeCompany();
    await makePerson(siteDatabase(), { admin: true, name: "Second Admin", partnerId: owner.partnerId });
    await open(page, companyName);
    await expect(page.getByRole("row", { name: /Second Admin/ }).getByRole("button")).toHaveCount(0);

    await page.getByRole("button", { name: "View as Olga Owner" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("too short");
    await dialog.getByRole("button", { name: "View as Olga Owner" }).click();
    await expect(dialog.getByText("Must have at least 10 characters.")).toBeVisible();
    await dialog.getByLabel("Reason").fill(REASON);
    await dialog.getByRole("button", { name: "View as Olga Owner" }).click();
    await expect(page).toHaveURL(/\/partner$/);

    const banner = page.getByRole("region", { name: "Impersonation" });
    await page.goto("/partner/keys");
    await expect(banner).toContainText("Ada Admin sees this as Olga Owner until");
    await expect(banner).toContainText("You can read everything and change nothing.");
    await expect(page.getByRole("heading", { level: 1, name: "API keys" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Create key" })).toHaveCount(0);
    await page.goto("/partner/settings");
    await page.goto("/account/security");
    await expect(page).toHaveURL(/\/partner$/);
    const rows = await siteDatabase().prisma.auditEvent.findMany({
      where: { partnerId: owner.partnerId, impersonatorId: admin.userId },
    });
    expect(rows).toEqual([]);
    expect((await page.goto("/admin"))?.status()).toBe(404);

    await page.goto("/partner/support");
    await banner.getByRole("button", { name: "Stop" }).click();
    await expect(page).toHaveURL(/\/admin/);
    await expect(banner).toHaveCount(0);
    await page.goto(`/admin/audit?partner_id=${owner.partnerId}`);
    const log = page.getByRole("table", { name: "Audit log" });
    await expect(log.getByRole("row", { name: /impersonation\.started/ })).toContainText(REASON);
    await expect(log.getByRole("row", { name: /impersonation\.stopped/ })).toBeVisible();
  });

  test("borrowed eyes close after an hour by themselves", async ({ page, baseURL }) => {
    const admin = await asAdmin(page, baseURL);
    const { owner } = await makeCompany();
    const banner = page.getByRole("region", { name: "Impersonation" });
    const until = (impersonationEndsAt: Date) =>
      siteDatabase().prisma.session.update({
        where: { id: admin.sessionId },
        data: {
          impersonatedUserId: owner.userId,
          impersonatedPartnerId: owner.partnerId,
          impersonationReason: REASON,
          impersonationEndsAt,
        },
      });
    await until(new Date(Date.now() + 60_000));
    await page.goto("/partner/support");
    await expect(banner).toBeVisible();
    await until(new Date(Date.now() - 1));
    await page.goto("/admin");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await expect(banner).toHaveCount(0);
  });

  test("an admin who has not proved themselves lately is asked for a code, and goes on", async ({
    page,
    baseURL,
  }) => {
    const admin = await asAdmin(page, baseURL);
    const { owner } = await makeCompany();
    await siteDatabase().prisma.session.update({
      where: { id: admin.sessionId },
      data: { confirmedAt: new Date(Date.now() - 600_000) },
    });
    await page.goto(`/admin/users?q=${owner.email}`);
    await page.getByRole("button", { name: "Suspend Olga Owner" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Their laptop was stolen.");
    await dialog.getByRole("button", { name: "Suspend account" }).click();
    const code = dialog.getByLabel("Confirm that it is you");
    await expect(code).toBeFocused();
    await expectAccessible(page);
    await keepPicture(page, "admin-confirm");
    await code.fill("000000");
    await dialog.getByRole("button", { name: "Confirm and continue" }).click();
    await expect(code).toHaveAccessibleDescription(/not right/);
    await code.fill(generateSync({ secret: admin.totpSecret }));
    await dialog.getByRole("button", { name: "Confirm and continue" }).click();
    await expect(page.getByRole("button", { name: "Lift the suspension of Olga Owner" })).toBeVisible();
  });

  test("an admin without two-step sign-in is sent to set it up", async ({ page, baseURL }) => {
    const admin = await asAdmin(page, baseURL);
    await siteDatabase().prisma.user.update({
      where: { id: admin.userId },
      data: { totpEnabledAt: null, sealedTotpSecret: null },
    });
    await page.goto("/admin/partners");
    await expect(page).toHaveURL(/\/account\/security$/);
    await expect(page.getByText("Admins need two-step sign-in.")).toBeVisible();
    await expectAccessible(page);
    await keepPicture(page, "account-security-admin");
  });

  test("a partner is granted an event pass, and the page says how many it has left", async ({
    page,
    request,
    baseURL,
  }) => {
    await asAdmin(page, baseURL);
    const companyName = `Venue ${newId().slice(-8)}`;
    await request.post("/api/v1/partners", {
      data: { company_name: companyName, email: `venue-${newId()}@example.com` },
    });
    await open(page, companyName);
    await expect(page.getByText("0 unused, 0 used")).toBeVisible();
    await page.getByRole("button", { name: "Grant event pass" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Agreed for the spring season.");
    await dialog.getByRole("button", { name: "Grant event pass" }).click();
    await expect(page.getByText("1 unused, 0 used")).toBeVisible();
    await expect(
      page.getByText("gave this account an event pass").or(page.getByText("event_pass.granted")).first(),
    ).toBeVisible();
  });

  test("a suspended partner's keys are refused while its members still read", async ({
    page,
    request,
    baseURL,
    browser,
  }) => {
    await asAdmin(page, baseURL);
    const companyName = `Shady ${newId().slice(-8)}`;
    const signedUp = await request.post("/api/v1/partners", {
      data: { company_name: companyName, email: `shady-${newId()}@example.com` },
    });
    const { test_key, partner } = await signedUp.json();
    const member = await makePerson(siteDatabase(), { role: "viewer", partnerId: partner.id });
    const call = async () =>
      (await request.get("/api/v1/sandbox/people", { headers: { "X-API-Key": test_key } })).status();
    expect(await call()).toBe(200);

    await open(page, companyName);
    await page.getByRole("button", { name: "Suspend" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Fraudulent traffic since this morning.");
    await dialog.getByRole("button", { name: "Suspend partner" }).click();
    await expect(page.getByText("“Fraudulent traffic since this morning.”")).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await expect.poll(call, { timeout: 2_000 }).toBe(403);

    const theirs = await browser.newContext({ baseURL: baseURL ?? "" });
    await signIn(theirs, baseURL, member);
    const portal = await theirs.newPage();
    await portal.goto("/partner/support");
    await expect(portal.getByText("This account is suspended")).toBeVisible();
    await theirs.close();

    await page.getByRole("button", { name: "Lift suspension" }).click();
    await dialog.getByLabel("Reason").fill("It was a load test of theirs.");
    await dialog.getByRole("button", { name: "Lift suspension" }).click();
    await expect(page.getByRole("button", { name: "Suspend" })).toBeVisible();
    await expect.poll(call, { timeout: 2_000 }).toBe(200);
  });

  test("a contract is changed, and its row names what changed", async ({ page, baseURL }) => {
    await asAdmin(page, baseURL);
    const { companyName } = await makeCompany();
    await open(page, companyName);
    await page.getByRole("button", { name: "Change contract" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/Calls a day/).fill("many");
    await dialog.getByLabel("Reason").fill("Signed on the 3rd, see the folder.");
    await dialog.getByRole("button", { name: "Change contract" }).click();
    await expect(dialog.getByText("Must be a number.")).toBeVisible();
    await dialog.getByLabel(/Calls a day/).fill("250000");
    await dialog.getByRole("button", { name: "Change contract" }).click();
    await expect(page.getByText("250,000 (by contract)")).toBeVisible();
    await expect(page.getByRole("row", { name: /partner\.contract_changed/ }).first()).toContainText(
      "per_day: 250000",
    );
  });

  test("staff answer a ticket, and it waits for the partner", async ({ page, baseURL }) => {
    await asAdmin(page, baseURL);
    const { owner } = await makeCompany();
    const subject = `Scores differ ${newId().slice(-8)}`;
    const ctx = personContext(siteDatabase(), owner);
    const inside = {
      ...ctx,
      partnerId: owner.partnerId,
      mode: "live",
      permissions: ALL_PERMISSIONS,
    } as const;
    await openTicket(inside, { subject, text: "Is that rounding?", request_id: undefined });
    await page.goto("/admin/tickets?status=open");
    await page.getByRole("link", { name: subject }).click();
    await expectAccessible(page);
    await keepPicture(page, "admin-ticket");
    await page.getByLabel("Your reply").fill("It is: the fourth digit is rounded for display.");
    await page.getByRole("button", { name: "Send reply" }).click();
    await expect(page.getByRole("list", { name: "Conversation" })).toContainText("rounded for display");
    await expect(page.getByText("waiting for partner")).toBeVisible();
    await expect(page.getByLabel("Your reply")).toHaveValue("");
  });

  test("a job that failed is seen with its error, tried again, and removed", async ({ page, baseURL }) => {
    await asAdmin(page, baseURL);
    const { prisma, pool } = siteDatabase();
    const name = `test.no-such-job-${newId().slice(-8)}`;
    await prisma.$transaction((tx) => addJob(tx, name, { id: 1 }));
    const { rows } = await pool.query(
      `UPDATE graphile_worker._private_jobs SET attempts = 12, last_error = 'Error: the line is down'
       WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = $1) RETURNING id`,
      [name],
    );
    const id = String(rows[0]?.id);
    await page.goto("/admin/jobs");
    const row = page.getByRole("row", { name: new RegExp(name) });
    await expect(row).toContainText("Error: the line is down");
    await expect(row).toContainText("Given up");
    await expect(page.getByRole("table", { name: "Scheduled jobs" })).toContainText("usage.rollup");
    await row.getByRole("button", { name: `Remove job ${id}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove job" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(row).toHaveCount(0);
    const audited = await prisma.auditEvent.findMany({ where: { targetType: "job", targetId: id } });
    expect(audited.map(({ action }) => action)).toEqual(["job.removed"]);
  });

  test("an account is suspended and signed out at once", async ({ page, request, baseURL }) => {
    await asAdmin(page, baseURL);
    const { owner } = await makeCompany();
    await page.goto(`/admin/users?q=${owner.email}`);
    await page.getByRole("button", { name: "Suspend Olga Owner" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Their laptop was stolen.");
    await dialog.getByRole("button", { name: "Suspend account" }).click();
    await expect(page.getByRole("button", { name: "Lift the suspension of Olga Owner" })).toBeVisible();
    const response = await request.get("/partner/support", {
      headers: { Cookie: owner.cookie },
      maxRedirects: 0,
    });
    expect(response.headers().location).toContain("/sign-in");
  });
});
