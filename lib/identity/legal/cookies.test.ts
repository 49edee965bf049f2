import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { profileCookieName } from "@/app/profile-cookie";
import { KEPT_DAYS as DEVICE_DAYS } from "@/lib/identity/accounts/known-devices";
import { SESSION_DAYS } from "@/lib/identity/accounts/open-session";
import { VALID_MS as CONNECT_MS } from "@/lib/identity/accounts/pending-identity";
import { sessionCookieName } from "@/lib/identity/accounts/session-cookie";
import { VALID_MS as SECOND_STEP_MS } from "@/lib/identity/accounts/sign-in-challenge";
import { VALID_HOURS } from "@/lib/identity/accounts/start-sign-up";
import { LEGAL_FOLDER } from "@/lib/identity/legal/read-legal-text";
import { currentVersion } from "@/lib/platform/legal-documents";
import { setSettings } from "@/test/settings";

const NOW = new Date("2126-01-01T00:00:00Z");
const text = readFileSync(`${LEGAL_FOLDER}/cookies/${currentVersion("cookies", NOW).version}.md`, "utf8");
const LISTED = new Map(
  [...text.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, name = "", words = ""]) => [name, words]),
);

const SOURCES = ["app", "components", "lib", "server"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixture)\.tsx?$|platform\/prisma\//.test(name))
    .map((name) => ({ path: `${folder}/${name}`, code: readFileSync(`${folder}/${name}`, "utf8") })),
);

/** The names of next-auth's own, of those that the ways to sign in here use: none of them asks for a nonce. */
function nextAuthNames(): string[] {
  const require = createRequire(import.meta.url);
  const path = require.resolve("next-auth").replace(/index\.js$/, "core/lib/cookie.js");
  const { nonce: _, ...cookies } = require(path).defaultCookies(false) as Record<string, { name: string }>;
  return Object.values(cookies).map(({ name }) => name);
}

/** What the code says in place of a name, resolved: a text of the same file, or one of two that depend on HTTPS. */
function namesOf(expression: string, code: string, path: string): string[] {
  if (expression === "sessionCookieName()") return [sessionCookieName("http://localhost")];
  if (expression === "profileCookieName()") return [profileCookieName()];
  if (expression === "name")
    return [...code.matchAll(/\{ name: "([^"]+)", path:/g)].map(([, name = ""]) => name);
  const everywhere = [{ path, code }, ...SOURCES];
  for (const source of everywhere) {
    const found = new RegExp(`const ${expression} = "([^"]+)"`).exec(source.code);
    if (found !== null) return [found[1] ?? ""];
  }
  throw new Error(`${path} sets a cookie by ${expression}: say what it is called.`);
}

function cookiesOfCode(): Set<string> {
  const names = SOURCES.flatMap(({ path, code }) => {
    const calls = [
      ...code.matchAll(/\(await cookies\(\)\)\s*\.set\(\s*([^,]+),/g),
      ...code.matchAll(/document\.cookie = `\$\{([^}]+)\}=/g),
    ];
    return calls.flatMap(([, expression = ""]) => namesOf(expression.trim(), code, path));
  });
  return new Set([...names, ...nextAuthNames()]);
}

/** What stays in a browser's storage, by the constant that the code names it with. */
function storageOfCode(): Set<string> {
  const names = SOURCES.flatMap(({ code }) =>
    /(localStorage|sessionStorage|indexedDB)/.test(code)
      ? [...code.matchAll(/const \w+ = "(soulmate\.[a-z.-]+)";/g)].map(([, name = ""]) => name)
      : [],
  );
  return new Set(names);
}

it("the page lists every cookie that the code sets, and none that it does not", () => {
  setSettings({});
  const stored = storageOfCode();
  expect([...LISTED.keys()].filter((name) => !stored.has(name)).sort()).toEqual([...cookiesOfCode()].sort());
});

it("the page lists everything that the code keeps in the browser's storage", () => {
  const stored = storageOfCode();
  expect(stored.size).toBeGreaterThan(2);
  expect([...stored].filter((name) => !LISTED.has(name))).toEqual([]);
});

it("no other way to set a cookie is in the code", () => {
  const ways = SOURCES.filter(
    ({ path, code }) => /set-cookie|cookieStore|\bcookies\.set\(/i.test(code) && !READERS.has(path),
  );
  expect(ways.map(({ path }) => path)).toEqual([]);
});

it("says for how long each stays as the code does", () => {
  const kept: Record<string, string> = {
    "next-auth.session-token": `${SESSION_DAYS} days at most.`,
    "soulmate.devices": `${DEVICE_DAYS} days.`,
    "soulmate.second-step": `${SECOND_STEP_MS / 60_000} minutes.`,
    "soulmate.connect": `${CONNECT_MS / 60_000} minutes.`,
    "soulmate.sign-up": `${VALID_HOURS} hours.`,
    "soulmate.profile": `${secondsIn("app/session-cookies.ts", "LONGEST_COOKIE_SECONDS") / 86_400} days at most.`,
    "soulmate.together": `${secondsIn("app/(site)/together/invitation-cookie.ts", "KEPT_SECONDS") / 86_400} days.`,
    "soulmate.event": `${secondsIn("app/(site)/events/way-back.ts", "KEPT_SECONDS") / 86_400} day,`,
    "soulmate.door": `${secondsIn("app/door/door-cookie.ts", "KEPT_SECONDS") / 86_400} days,`,
    "soulmate.invitation": `${secondsIn("app/(auth)/invitation/invitation-cookie.ts", "KEPT_SECONDS") / 3_600} hour,`,
    "soulmate.mode": `${secondsIn("app/session-cookies.ts", "YEAR_SECONDS") / 86_400} days.`,
    "soulmate.partner": `${secondsIn("app/session-cookies.ts", "YEAR_SECONDS") / 86_400} days.`,
    theme: `${secondsIn("components/portal/set-theme.ts", "A_YEAR_SECONDS") / 86_400} days.`,
    docs_language: `${secondsIn("app/docs/frame/reader-store.ts", "YEAR_SECONDS") / 86_400} days.`,
    "next-auth.state": "15 minutes.",
    "next-auth.pkce.code_verifier": "15 minutes.",
  };
  for (const [name, words] of Object.entries(kept)) expect(LISTED.get(name), name).toContain(words);
  const numbered = [...LISTED].filter(([, words]) => /\d/.test(words)).map(([name]) => name);
  expect(numbered.sort()).toEqual(Object.keys(kept).sort());
});

/** It names the header only to keep it out of the log. */
const READERS = new Set(["lib/platform/log.ts"]);

/** A constant's seconds, where it is a product of numbers. */
function secondsIn(path: string, name: string): number {
  const product = new RegExp(`const ${name} = ([\\d_ *]+);`).exec(readFileSync(path, "utf8"))?.[1] ?? "";
  return product.split("*").reduce((value, factor) => value * Number(factor.trim().replaceAll("_", "")), 1);
}
