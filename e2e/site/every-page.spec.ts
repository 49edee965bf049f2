import { openTicket } from "@/lib/partners/support/open-ticket";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { busyPartner } from "@/test/busy-partner";
import { makePerson, personContext, signIn, siteDatabase } from "@/test/people";

/**
 * The pages that no other spec shows in every project. Whether every page of the product is shown somewhere, the
 * whole run counts: see test/page-coverage.ts.
 */
const OF_STRANGERS = [
  ["/forgot-password", "Forgotten your password?"],
  ["/sign-in/mail", "Sign in by mail"],
  ["/sign-in/link", "Sign in by mail"],
  ["/reset-password", "Choose a new password"],
  ["/invitation", "Join a team"],
  ["/alert-recipient", "Confirm alerts by email"],
  ["/docs/search?q=rotate", "Search the documentation"],
] as const;

test("what strangers come to by mail and by search stands, is accessible and fits the width", async ({
  page,
}) => {
  test.slow();
  for (const [path, heading] of OF_STRANGERS) {
    await test.step(path, async () => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
      await keepPicture(page, path.slice(1).replace(/\?.*/, "").replaceAll("/", "-"));
      await expectAccessible(page);
    });
  }
});

test("the dashboard of a partner with weeks of calls is accessible and fits the width", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const person = await makePerson(siteDatabase(), { role: "owner", companyName: "Lantern Dating" });
  await busyPartner(siteDatabase(), person.partnerId);
  await siteDatabase().prisma.partner.update({
    where: { id: person.partnerId },
    data: { onboardedAt: new Date() },
  });
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner");
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  await keepPicture(page, "partner-dashboard-busy");
  await expectAccessible(page);
});

test("a ticket as staff see it is accessible and fits the width", async ({ page, baseURL }) => {
  const person = await makePerson(siteDatabase(), { role: "developer", name: "Noor Haddad" });
  const ctx = { ...personContext(siteDatabase(), person), partnerId: person.partnerId };
  const { ticket } = await openTicket(
    { ...ctx, mode: "live", permissions: ALL_PERMISSIONS },
    {
      subject: "Scores of the same pair differ",
      text: "On Monday 0.71,\ntoday 0.69.",
      request_id: undefined,
    },
  );
  await signIn(page.context(), baseURL, await makePerson(siteDatabase(), { admin: true, name: "Sam Staff" }));
  await page.goto(`/admin/tickets/${ticket.id}`);
  await expect(page.getByRole("heading", { level: 1, name: ticket.subject })).toBeVisible();
  await keepPicture(page, "admin-ticket");
  await expectAccessible(page);
});
