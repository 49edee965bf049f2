import { createAlert } from "@/lib/partners/alerts/create-alert";
import { CreateAlert } from "@/lib/partners/alerts/schemas";
import { newId } from "@/lib/platform/ids";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, personContext, siteDatabase } from "@/test/people";

test("somebody outside the team agrees to alerts by the link in their mail, and can decline by it", async ({
  page,
}, { project }) => {
  const person = await makePerson(siteDatabase(), { role: "owner", companyName: "Kindred" });
  const ctx = {
    ...personContext(siteDatabase(), person),
    partnerId: person.partnerId,
    mode: "live" as const,
    permissions: ALL_PERMISSIONS,
  };
  const to = `outside-${newId()}@example.com`;
  const alert = { name: "Busy", metric: "calls", window: "day", threshold: 10, recipients: [to] };
  await createAlert(ctx, CreateAlert.parse(alert));
  let link = "";
  await expect(async () => {
    const mail = await siteDatabase().prisma.keptMail.findFirstOrThrow({ where: { to } });
    expect(mail.subject).toBe("Do you want alerts of Kindred?");
    link = /\/alert-recipient#[\w-]{43}/.exec(mail.text)?.[0] ?? "";
  }).toPass();
  await page.goto(link);
  await expect(page).toHaveURL(/\/alert-recipient$/);
  await expect(page.getByRole("button", { name: "Get alerts" })).toBeFocused();
  await expectAccessible(page);
  await keepPicture(page, "alert-recipient-filled");
  await page.getByRole("button", { name: "Get alerts" }).click();
  await expect(page.getByRole("status")).toContainText(`We send alerts of Kindred to ${to}`);
  await keepPicture(page, "alert-recipient-done");
  if (project.name !== "desktop-light") return;

  await page.goto("/docs");
  await page.goto(link);
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("status")).toContainText(`We send no alerts of Kindred to ${to}`);
});
