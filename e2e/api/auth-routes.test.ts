import { expect, inject, it } from "vitest";
import { postForm } from "@/test/form-post";
import { makePerson, type TestPerson } from "@/test/people";
import { closeProductDatabase, productDatabase } from "@/test/product";

closeProductDatabase();

const [mount] = inject("mounts");
const url = mount?.url ?? "";

const makeKnown = () => makePerson(productDatabase(), { withPassword: true });
const sessionsOf = ({ userId }: TestPerson) =>
  productDatabase().prisma.session.count({ where: { userId, revokedAt: null } });

const postSignIn = (person: TestPerson, headers: Record<string, string>) =>
  postForm(`${url}/sign-in`, 'name="password"', { email: person.email, password: person.password }, headers);

const cookieOf = (response: Response) =>
  response.headers.getSetCookie().find((line) => line.startsWith("next-auth.session-token="));

it("signs in by a form of this site's own, into a session that nobody can have known before", async () => {
  const person = await makeKnown();
  const planted = person.cookie;
  await productDatabase().prisma.session.updateMany({
    where: { id: person.sessionId },
    data: { revokedAt: new Date() },
  });
  const response = await postSignIn(person, { Origin: url, Cookie: planted });
  expect([response.status, response.headers.get("location")]).toEqual([303, "/partner"]);
  const cookie = cookieOf(response) ?? "";
  expect(cookie).toMatch(/; Path=\/; .*HttpOnly; SameSite=lax$/i);
  expect(cookie.split(";")[0]).not.toBe(planted);
  const sessions = await productDatabase().prisma.session.findMany({ where: { userId: person.userId } });
  expect(sessions.map(({ id }) => id)).toContain(person.sessionId);
  expect(sessions.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
});

it("refuses the same form from another site, whoever it says it is", async () => {
  const person = await makeKnown();
  const before = await sessionsOf(person);
  for (const origin of ["https://evil.example", "null"]) {
    const response = await postSignIn(person, { Origin: origin });
    expect([origin, response.status >= 400, cookieOf(response)]).toEqual([origin, true, undefined]);
  }
  expect(await sessionsOf(person)).toBe(before);
});

it("signs out through next-auth only with its token, and then the session is gone", async () => {
  const person = await makeKnown();
  const shown = async () =>
    (await fetch(`${url}/api/auth/session`, { headers: { Cookie: person.cookie } })).json();
  expect(await shown()).toMatchObject({ user: { email: person.email } });
  const post = (cookie: string, csrfToken: string) =>
    fetch(`${url}/api/auth/signout`, {
      method: "POST",
      headers: { Cookie: cookie },
      body: new URLSearchParams({ csrfToken }),
      redirect: "manual",
    });
  await post(person.cookie, "guessed");
  expect(await sessionsOf(person)).toBe(1);
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const csrfCookie = asked.headers.getSetCookie().find((line) => line.includes("csrf-token")) ?? "";
  await post(`${person.cookie}; ${csrfCookie.split(";")[0]}`, csrfToken);
  expect(await sessionsOf(person)).toBe(0);
  expect(await shown()).not.toHaveProperty("user");
});

it("leads nobody to another site, whatever `next` or `callbackUrl` says", async () => {
  const person = await makeKnown();
  for (const next of ["//evil.example", "/\\evil.example", "https://evil.example", "/%2f%2fevil.example"]) {
    const response = await fetch(`${url}/sign-in?next=${encodeURIComponent(next)}`, {
      headers: { Cookie: person.cookie },
      redirect: "manual",
    });
    const html = await response.text();
    const location = response.headers.get("location") ?? /url=([^"]*)"/.exec(html)?.[1];
    expect([next, location]).toEqual([next, "/partner"]);
  }
  const signOut = await fetch(`${url}/api/auth/signout?callbackUrl=https://evil.example`, {
    redirect: "manual",
  });
  expect(signOut.headers.get("location")).not.toMatch(/^https:\/\/evil/);
});
