import type { BrowserContext } from "@playwright/test";
import { generateSecret } from "otplib";
import { changeUserRole } from "@/lib/identity/accounts/change-user-role";
import { createUser } from "@/lib/identity/accounts/create-user";
import { openSession } from "@/lib/identity/accounts/open-session";
import { sessionCookieName, writeSessionToken } from "@/lib/identity/accounts/session-cookie";
import { sealTotpSecret } from "@/lib/identity/accounts/totp-secret";
import { createContractPartner } from "@/lib/partners/partners/create-contract-partner";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { type Clock, systemClock } from "@/lib/platform/clock";
import type { AdminContext, Context, UserContext } from "@/lib/platform/context";
import { type Database, openDatabase, transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { acceptTerms } from "@/prisma/seed/accept-terms";

/**
 * People for tests, made in the product's database through verbs and signed in already. Nothing of vitest's is
 * needed here: Playwright's specs and the API tests use the same.
 */
export interface TestPerson {
  userId: string;
  email: string;
  password: string;
  name: string;
  /** What an admin's authenticator app knows: `generateSync({ secret })` gives the code of now. Empty for others. */
  totpSecret: string;
  /** The partner they work for; empty for people without one. */
  partnerId: string;
  sessionId: string;
  /** What a browser would send: `{ headers: { Cookie: person.cookie } }`. */
  cookie: string;
}

export interface PersonSettings {
  name?: string;
  /** A partner that is there already; a new one is made where a role is given without it. */
  partnerId?: string;
  role?: MemberRole;
  /** An admin of the installation. */
  admin?: boolean;
  companyName?: string;
  tier?: "free" | "starter" | "professional" | "enterprise" | "research" | "white_label";
}

/** The product's secret under test, unless the environment names another. */
const TEST_SECRET = "a secret for tests, of no use elsewhere";

export function testContext(database: Database): Context {
  return {
    requestId: newId(),
    actor: { type: "operator", id: "test" },
    clock: systemClock,
    db: database.prisma,
    log: log(),
    ip: "127.0.0.0",
  };
}

/** The context of a person for themselves, for verbs called behind the product. */
export function personContext(database: Database, person: Pick<TestPerson, "userId">): UserContext {
  return { ...testContext(database), actor: { type: "user", id: person.userId }, userId: person.userId };
}

/** The context of an admin as themselves, who has just proved it, in their browser where it is named. */
export function adminContext(
  database: Database,
  person: Pick<TestPerson, "userId"> & { sessionId?: string },
  clock: Clock = systemClock,
): AdminContext {
  return {
    ...personContext(database, person),
    clock,
    sessionId: person.sessionId,
    role: "admin",
    confirmedAt: clock.now(),
  };
}

/**
 * Makes somebody, signed in. `role` makes them a member: of `partnerId`, or of a partner of their own. The password
 * is hashed only where `signIn` will be tried with it: ask with `withPassword`.
 */
export async function makePerson(
  database: Database,
  settings: PersonSettings & { withPassword?: boolean } = {},
): Promise<TestPerson> {
  const ctx = testContext(database);
  const email = `person-${newId()}@example.com`;
  const name = settings.name ?? "Robin Example";
  const password = `correct horse ${newId()}`;
  const user = await createUser(ctx, { email, name, password: settings.withPassword ? password : null });
  await acceptTerms(ctx, user.id);
  const totpSecret = settings.admin ? await makeAdmin(database, user) : "";
  let partnerId = settings.partnerId ?? "";
  if (partnerId === "" && settings.role !== undefined) {
    const partner = await createContractPartner(ctx, {
      company_name: settings.companyName ?? "Kindred Café",
      email,
      tier: settings.tier ?? "enterprise",
      active: true,
    });
    partnerId = partner.partner_id;
  }
  if (partnerId !== "") await join(database, user.id, partnerId, settings.role ?? "owner");
  const session = await signedIn(database, user.id, { confirmed: settings.admin === true });
  return { userId: user.id, email, password, name, totpSecret, partnerId, ...session };
}

/** Makes somebody an admin, with the authenticator app that admins must have. Returns the app's secret. */
async function makeAdmin(database: Database, { id, email }: { id: string; email: string }): Promise<string> {
  await changeUserRole(testContext(database), { email, role: "admin" });
  const secret = generateSecret();
  const sealedTotpSecret = sealTotpSecret(id, secret, process.env.APP_SECRET ?? TEST_SECRET);
  await database.prisma.user.update({ where: { id }, data: { sealedTotpSecret, totpEnabledAt: new Date() } });
  return secret;
}

/** Makes somebody a member, whatever the team's own rules say. */
async function join(database: Database, userId: string, partnerId: string, role: MemberRole): Promise<void> {
  const now = new Date();
  await database.prisma.partnerMember.create({
    data: { id: newId(), partnerId, userId, role, createdAt: now, updatedAt: now },
  });
}

/** One more browser that this person is signed in with. `confirmed`: with a code from their app, just now. */
export async function signedIn(
  database: Database,
  userId: string,
  { confirmed = false }: { confirmed?: boolean } = {},
): Promise<{ sessionId: string; cookie: string }> {
  const ctx = testContext(database);
  const session = await transaction(ctx, (tx) =>
    openSession({ ...ctx, userAgent: "a test" }, tx, { userId, method: "password", confirmed }),
  );
  const token = await writeSessionToken(session, new Date(), process.env.APP_SECRET ?? TEST_SECRET);
  return { sessionId: session.id, cookie: `${sessionCookieName("http://127.0.0.1")}=${token}` };
}

/** Signs this person in with a Playwright context: `await signIn(page.context(), baseURL, person)`. */
export async function signIn(
  context: BrowserContext,
  baseUrl: string | undefined,
  person: Pick<TestPerson, "cookie">,
): Promise<void> {
  const [name = "", value = ""] = person.cookie.split("=");
  const cookie = { name, value, url: baseUrl ?? "http://localhost:3000" };
  await context.addCookies([{ ...cookie, httpOnly: true, sameSite: "Lax" }]);
}

let open: Database | undefined;

/** The database of the product that Playwright's specs run against: DATABASE_URL of whoever started them. */
export function siteDatabase(): Database {
  const url = process.env.DATABASE_URL;
  if (url === undefined) throw new Error("Set DATABASE_URL to the database of the product under test.");
  open ??= openDatabase(url, 2);
  return open;
}
