import { afterAll, beforeAll, expect, it } from "vitest";
import { createProfile } from "@/lib/people/profiles/create-profile";
import { type Database, openDatabase } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { systemContext } from "@/lib/platform/jobs";
import { freePort } from "@/scripts/free-port";
import { type RunningServer, runServer } from "@/scripts/run-server";
import { postForm } from "@/test/form-post";
import { type GithubPerson, type GithubSite, startGithubSite } from "@/test/github-site";
import { type OidcClaims, type OidcSite, startOidcSite } from "@/test/oidc-site";
import { makePerson } from "@/test/people";
import { productSettings } from "@/test/product";
import { createTestDatabase, type TestDatabase } from "@/test/test-database";

let test: TestDatabase;
let database: Database;
let site: OidcSite;
let github: GithubSite;
let server: RunningServer;
let url: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase(test.url, 2);
  site = await startOidcSite("a-client");
  github = await startGithubSite({ id: "its-client", secret: "its-secret" });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = await runServer(
    productSettings(test.url, {
      PORT: String(port),
      APP_URL: url,
      WEB_PROCESSES: "1",
      GOOGLE_CLIENT_ID: "a-client",
      GOOGLE_CLIENT_SECRET: "its secret",
      GOOGLE_ISSUER: site.issuer,
      GITHUB_CLIENT_ID: "its-client",
      GITHUB_CLIENT_SECRET: "its-secret",
      GITHUB_ISSUER: github.url,
    }),
    { output: (text) => process.stderr.write(text) },
  );
});

afterAll(async () => {
  server.process.kill("SIGTERM");
  await server.ended;
  await site.close();
  await github.close();
  await database.close();
  await test.drop();
});

/** A browser in which a sheet was begun: its profile, and the cookie that opens it. */
async function beganHere(): Promise<{ profileId: string; cookie: string }> {
  const { profileId, browser } = await createProfile(systemContext(database, "test"));
  return { profileId, cookie: `soulmate.profile=${browser.token}` };
}

const jarOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

/** Presses "Continue with Google", signs in there, and comes back. */
async function comeBack(
  claims: OidcClaims,
  change: (back: URLSearchParams) => void = () => undefined,
  kept = "",
) {
  const left = await postForm(`${url}/sign-in?next=/account/tokens`, 'value="google"', {}, { Origin: url });
  const authorize = left.headers.get("location") ?? "";
  expect(authorize).toMatch(new RegExp(`^${site.issuer}/authorize\\?`));
  const back = site.signIn(authorize, claims);
  change(back);
  const response = await fetch(`${url}/api/auth/callback/google?${back}`, {
    headers: { Cookie: [jarOf(left), kept].filter((part) => part !== "").join("; ") },
    redirect: "manual",
  });
  return cameBack(response);
}

function cameBack(response: Response) {
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith("next-auth.session-token=e"));
  const forgets = response.headers
    .getSetCookie()
    .some((line) => line.startsWith("soulmate.profile=;") && line.includes("Max-Age=0"));
  return { location: response.headers.get("location"), cookie: cookie?.split(";")[0] ?? null, forgets };
}

/** Presses "Continue with GitHub", and comes back with what GitHub's page answered. */
async function comeBackFromGithub(answer: (authorizeUrl: string) => URLSearchParams, kept = "") {
  const left = await postForm(`${url}/sign-in?next=/account/tokens`, 'value="github"', {}, { Origin: url });
  const authorize = left.headers.get("location") ?? "";
  expect(authorize).toMatch(new RegExp(`^${github.url}/login/oauth/authorize\\?`));
  const response = await fetch(`${url}/api/auth/callback/github?${answer(authorize)}`, {
    headers: { Cookie: [jarOf(left), kept].filter((part) => part !== "").join("; ") },
    redirect: "manual",
  });
  return cameBack(response);
}

function githubPerson(email: string, change: Partial<GithubPerson> = {}): GithubPerson {
  return {
    id: Math.floor(Math.random() * 2 ** 40),
    login: "ada",
    name: null,
    email: null,
    addresses: [{ email, primary: true, verified: true }],
    ...change,
  };
}

const claims = (email: string, more: Partial<OidcClaims> = {}): OidcClaims => ({
  sub: newId(),
  email,
  email_verified: true,
  name: "Ada Lovelace",
  ...more,
});

it("signs somebody new in through Google, into a session like any other", async () => {
  const email = `ada-${newId()}@example.com`;
  const { location, cookie } = await comeBack(claims(email));
  expect(location).toBe(`${url}/account/tokens`);
  const user = await database.prisma.user.findUniqueOrThrow({
    where: { email },
    include: { sessions: true, identities: true },
  });
  expect(user.sessions).toMatchObject([{ method: "google", revokedAt: null }]);
  expect(user.identities).toMatchObject([{ provider: "google" }]);
  const page = await fetch(`${url}/account/profile`, {
    headers: { Cookie: cookie ?? "" },
    redirect: "manual",
  });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("Ada Lovelace");
});

it("refuses an address that Google has not verified, and a return that this browser did not begin", async () => {
  const known = await makePerson(database);
  const unverified = await comeBack(claims(known.email, { email_verified: false }));
  expect([unverified.location, unverified.cookie]).toEqual([
    expect.stringContaining("error=unverified"),
    null,
  ]);
  const forged = await comeBack(claims(known.email), (back) => back.set("state", "another browser's"));
  expect([forged.location, forged.cookie]).toEqual([expect.stringContaining("error="), null]);
  expect(await database.prisma.identity.count({ where: { userId: known.userId } })).toBe(0);
});

it("gives a new account what was answered in its browser, through either site", async () => {
  const email = `iris-${newId()}@example.com`;
  const first = await beganHere();
  const google = await comeBack(claims(email), undefined, first.cookie);
  const second = await beganHere();
  const person = githubPerson(`jo-${newId()}@example.com`);
  const fromGithub = await comeBackFromGithub((authorize) => github.agree(authorize, person), second.cookie);
  for (const [profileId, address, came] of [
    [first.profileId, email, google],
    [second.profileId, person.addresses[0]?.email ?? "", fromGithub],
  ] as const) {
    const user = await database.prisma.user.findUniqueOrThrow({ where: { email: address } });
    expect(await database.prisma.profile.findUnique({ where: { id: profileId } })).toMatchObject({
      userId: user.id,
      expiresAt: null,
    });
    expect(await database.prisma.profileToken.count({ where: { profileId } })).toBe(0);
    // The browser's own cookie opens nothing any more.
    expect(came.forgets).toBe(true);
  }
});

it("leaves what a browser holds to itself where the account was there before: its owner is asked", async () => {
  const who = claims(`kim-${newId()}@example.com`);
  await comeBack(who);
  const kept = await beganHere();
  const again = await comeBack(who, undefined, kept.cookie);
  expect([again.cookie, again.forgets]).toEqual([expect.any(String), false]);
  expect(await database.prisma.profile.findUnique({ where: { id: kept.profileId } })).toMatchObject({
    userId: null,
  });
});

it("asks who has an authenticator app for the second step all the same", async () => {
  const who = claims(`second-step-${newId()}@example.com`);
  await comeBack(who);
  const known = await database.prisma.user.update({
    where: { email: who.email },
    data: { totpEnabledAt: new Date() },
  });
  const { location, cookie } = await comeBack(who);
  expect([location, cookie]).toEqual([expect.stringMatching(/\/sign-in\/code$/), null]);
  expect(await database.prisma.session.count({ where: { userId: known.id } })).toBe(1);
});

it("signs somebody in through GitHub by their primary address, and by their account whatever it is later", async () => {
  const email = `ada-${newId()}@example.com`;
  const person = githubPerson(email, {
    addresses: [
      { email: `old-${email}`, primary: false, verified: true },
      { email, primary: true, verified: true },
    ],
  });
  const first = await comeBackFromGithub((authorize) => github.agree(authorize, person));
  expect([first.location, first.cookie]).toEqual([`${url}/account/tokens`, expect.any(String)]);
  const moved = { ...person, addresses: [{ email: `new-${email}`, primary: true, verified: true }] };
  const second = await comeBackFromGithub((authorize) => github.agree(authorize, moved));
  expect(second.location).toBe(`${url}/account/tokens`);
  const user = await database.prisma.user.findUniqueOrThrow({
    where: { email },
    include: { sessions: true, identities: true },
  });
  expect(user.name).toBe("ada");
  expect(user.identities).toMatchObject([{ provider: "github", subject: String(person.id) }]);
  expect(user.sessions.map(({ method }) => method)).toEqual(["github", "github"]);
  expect(await database.prisma.user.count({ where: { email: { endsWith: email } } })).toBe(1);
});

it("takes no address of GitHub's that is not the verified primary one, however publicly it is shown", async () => {
  const known = await makePerson(database);
  const unverified = [
    githubPerson(known.email, { addresses: [{ email: known.email, primary: true, verified: false }] }),
    githubPerson(known.email, {
      email: known.email,
      addresses: [
        { email: known.email, primary: false, verified: true },
        { email: `other-${known.email}`, primary: true, verified: false },
      ],
    }),
  ];
  for (const person of unverified) {
    const { location, cookie } = await comeBackFromGithub((authorize) => github.agree(authorize, person));
    expect([location, cookie]).toEqual([expect.stringContaining("error=unverified"), null]);
  }
  expect(await database.prisma.identity.count({ where: { userId: known.userId } })).toBe(0);
});

it("signs nobody in who declines at GitHub, comes back with another's state, or from another site", async () => {
  const person = githubPerson(`ada-${newId()}@example.com`);
  const answers: ((authorizeUrl: string) => URLSearchParams)[] = [
    (authorize) => github.decline(authorize),
    (authorize) => withParameter(github.agree(authorize, person), "state", "another browser's"),
    (authorize) => withParameter(github.agree(authorize, person), "code", "guessed"),
    (authorize) => withParameter(github.agree(authorize, person), "iss", "https://elsewhere.example"),
  ];
  for (const answer of answers) {
    const { location, cookie } = await comeBackFromGithub(answer);
    expect(cookie).toBeNull();
    const page = await fetch(location ?? "");
    expect(page.url).toMatch(/\/sign-in\?(.*&)?error=/);
    expect(await page.text()).toContain("did not work");
  }
});

function withParameter(back: URLSearchParams, name: string, value: string): URLSearchParams {
  back.set(name, value);
  return back;
}
