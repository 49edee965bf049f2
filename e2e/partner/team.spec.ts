import type { Page } from "@playwright/test";
import { inviteMember } from "@/lib/partners/teams/invite-member";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { linkIn, mailTo } from "@/test/mailbox";
import { makePerson, personContext, signIn, siteDatabase, type TestPerson } from "@/test/people";

/** The link in the newest invitation to this address. */
async function invitationLink(email: string): Promise<string> {
  let link = "";
  await expect(async () => {
    const mail = await siteDatabase().prisma.keptMail.findFirstOrThrow({
      where: { to: email },
      orderBy: { at: "desc" },
    });
    link = /\/invitation#\S+/.exec(mail.text)?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass();
  return link;
}

async function enter(page: Page, baseURL: string | undefined, person: TestPerson): Promise<void> {
  await page.context().clearCookies();
  await signIn(page.context(), baseURL, person);
}

test("a colleague is invited, signs in, joins, is promoted and removed @desktop", async ({
  page,
  baseURL,
}) => {
  const database = siteDatabase();
  const owner = await makePerson(database, { role: "owner", name: "Olga Owner" });
  const guest = await makePerson(database, { name: "Gus Guest", withPassword: true });
  await enter(page, baseURL, owner);
  await page.goto("/partner/team");
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill("nobody");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog.getByLabel("E-mail")).toHaveAccessibleDescription(/Must be an e-mail address/);
  await dialog.getByLabel("E-mail").fill(guest.email);
  await dialog.getByRole("radio", { name: /^viewer/ }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("table", { name: "Invitations" })).toContainText(guest.email);

  const link = await invitationLink(guest.email);
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Join Kindred Café");
  await expect(page).toHaveURL(/\/invitation$/);
  await expectAccessible(page);
  await keepPicture(page, "invitation-signed-out");
  await page.getByRole("link", { name: "I have one: sign in" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue(guest.email);
  await page.getByLabel("Password").fill(guest.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Join Kindred Café" }).click();
  await expect(page).toHaveURL(/\/partner(\/|$)/);
  await page.goto("/partner/team");
  await expect(page.getByRole("table", { name: "Members" })).toContainText("Gus Guest");
  await expect(page.getByRole("button", { name: "Invite" })).toHaveCount(0);

  await enter(page, baseURL, owner);
  await page.goto("/partner/team");
  const act = async (item: string) => {
    await page.getByRole("button", { name: "Actions for Gus Guest" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await act("Change role");
  await dialog.getByRole("radio", { name: /^developer/ }).check();
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("row", { name: /Gus Guest/ })).toContainText("developer");
  await act("Remove");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("row", { name: /Gus Guest/ })).toHaveCount(0);
});

test("somebody without an account is invited, makes one, and is a member of that team alone @phone", async ({
  page,
}) => {
  const database = siteDatabase();
  const owner = await makePerson(database, { role: "owner", companyName: "Lantern Dating" });
  const email = `new-${newId()}@example.com`;
  const permissions = permissionsOfRole("owner");
  const ctx = {
    ...personContext(database, owner),
    partnerId: owner.partnerId,
    mode: "live",
    permissions,
  } as const;
  await inviteMember(ctx, { email, role: "developer" });
  await page.goto(await invitationLink(email));
  await page.getByRole("link", { name: "Create an account" }).click();
  await expect(page.getByLabel("Work e-mail")).toHaveValue(email);
  // Whoever joins a team names no company.
  await expect(page.getByLabel("Company")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel("Your name").fill("Nell Newcomer");
  await page.getByLabel("Password").fill("four quiet words here");
  await page.getByRole("checkbox", { name: /I agree/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(linkIn(await mailTo(database, email, /Your code/)));
  await page.getByRole("button", { name: "Create my account" }).click();
  await page.getByRole("button", { name: "Join Lantern Dating" }).click();
  await expect(page).toHaveURL("/partner");
  await expect(page.getByRole("main").getByText("Lantern Dating")).toBeVisible();
  const user = await database.prisma.user.findUniqueOrThrow({
    where: { email },
    include: { memberships: true },
  });
  expect(user.memberships).toMatchObject([{ partnerId: owner.partnerId, role: "developer" }]);
  expect(user.emailVerifiedAt).not.toBeNull();
});

test("an invitation is for one address, and a code that does not hold is refused @phone", async ({
  page,
  baseURL,
}) => {
  const database = siteDatabase();
  const owner = await makePerson(database, { role: "owner" });
  const other = await makePerson(database);
  await enter(page, baseURL, owner);
  await page.goto("/partner/team");
  await page.getByRole("button", { name: "Invite" }).click();
  const email = `invited-${crypto.randomUUID()}@example.com`;
  await page.getByRole("dialog").getByLabel("E-mail").fill(email);
  await page.getByRole("dialog").getByRole("button", { name: "Send invitation" }).click();
  const link = await invitationLink(email);
  await enter(page, baseURL, other);
  await page.goto(link);
  await expect(page.getByText(`You are signed in as ${other.email}`)).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "invitation-wrong-account");

  await enter(page, baseURL, owner);
  await page.goto("/partner/team");
  await page.getByRole("button", { name: `Actions for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByRole("table", { name: "Invitations" })).toHaveCount(0);
  await page.goto(link);
  await expect(page.getByText("This invitation does not hold")).toBeVisible();
  await expectAccessible(page);
});

test("the team page shows everybody, names as text", async ({ page, baseURL }) => {
  const database = siteDatabase();
  const name = `<img src=x onerror="document.title='taken'">`;
  const owner = await makePerson(database, { role: "owner", name: "Olga Owner" });
  const { partnerId } = owner;
  await makePerson(database, { partnerId, role: "developer", name });
  await makePerson(database, { partnerId, role: "viewer", name: "Vera Viewer" });
  const at = new Date();
  await database.prisma.invitation.create({
    data: {
      id: crypto.randomUUID(),
      partnerId,
      email: `someone-${crypto.randomUUID()}@example.com`,
      role: "admin",
      invitedById: owner.userId,
      createdAt: at,
      expiresAt: new Date(at.getTime() + 86_400_000),
    },
  });
  await enter(page, baseURL, owner);
  await page.goto("/partner/team");
  await expect(page.getByRole("row", { name: /<img src=x/ })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "partner-team");
  expect(await page.title()).not.toBe("taken");
});
