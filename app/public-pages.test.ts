import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DOCS_NAVIGATION, DOCS_PAGES } from "@/app/docs/pages";
import { OPERATION_GROUPS } from "@/app/docs/reference/operations";
import { llmsText } from "@/app/llms.txt/llms-text";
import { MOVED_ADDRESSES } from "@/app/moved-addresses";
import { PUBLIC_PAGES } from "@/app/public-pages";
import robots, { PRIVATE_AREAS } from "@/app/robots";
import sitemap from "@/app/sitemap";
import { LEGAL_SLUGS, legalPath } from "@/lib/platform/legal-documents";
import { setSettings } from "@/test/settings";

setSettings({ APP_URL: "https://soulmate.example" });

const PAGES = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => ({
    route: `/${file}`.replace(/\/page\.tsx$/, "").replace(/\/\([^)]*\)/g, "") || "/",
    code: readFileSync(`app/${file}`, "utf8"),
  }));

const LISTED = new Set(sitemap().map(({ url }) => new URL(url).pathname));

/** Whether a path of robots.txt keeps a route out: it is the beginning of one, or, with "$", all of it. */
const keptOut = (route: string) =>
  PRIVATE_AREAS.some((area) => (area.endsWith("$") ? `${route}$` === area : route.startsWith(area)));

describe("the sitemap", () => {
  it("lists every page but those of one person or company, which robots.txt or the page itself keeps out", () => {
    const lacking = PAGES.filter(
      ({ route, code }) =>
        !LISTED.has(route) && !keptOut(route) && !/index: false/.test(code) && !route.includes("["),
    );
    expect(lacking.map(({ route }) => route)).toEqual([]);
  });

  it("lists no page that robots.txt keeps out, and none that asks not to be kept", () => {
    expect([...LISTED].filter(keptOut)).toEqual([]);
    const noIndex = PAGES.filter(({ code }) => /index: false/.test(code)).map(({ route }) => route);
    expect(noIndex.filter((route) => LISTED.has(route))).toEqual([]);
  });

  it("lists each legal text with the day it holds from, and every page of the reference", () => {
    const entries = new Map(sitemap().map(({ url, lastModified }) => [new URL(url).pathname, lastModified]));
    for (const slug of LEGAL_SLUGS) expect(entries.get(legalPath(slug))).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const { path } of OPERATION_GROUPS) expect(entries.has(path), path).toBe(true);
  });
});

describe("robots.txt", () => {
  it("names the sitemaps, and no address that holds a secret", () => {
    expect(robots().sitemap).toEqual([
      "https://soulmate.example/sitemap.xml",
      "https://soulmate.example/events/sitemap.xml",
      "https://soulmate.example/findings/sitemap.xml",
    ]);
    expect(PRIVATE_AREAS.filter((area) => /token|secret|share/.test(area))).toEqual([]);
  });
});

describe("llms.txt", () => {
  it("leads to every page of the docs, the reference and the legal texts, each with what it is about", () => {
    const text = llmsText({ name: "Soulmate", baseUrl: "https://soulmate.example" });
    const docs = DOCS_NAVIGATION.flatMap(({ pages }) => pages).filter(({ path }) => path in LEADS);
    expect(docs.length).toBeGreaterThan(10);
    for (const { path } of [...docs, ...OPERATION_GROUPS]) {
      expect(text).toContain(`(https://soulmate.example${path}): `);
    }
    for (const { description } of Object.values(DOCS_PAGES)) expect(text).toContain(description);
    for (const slug of LEGAL_SLUGS) expect(text).toContain(`(https://soulmate.example${legalPath(slug)}): `);
  });
});

/** The overview, the playground and the reference's own front page are for readers, not for models. */
const LEADS: Record<string, true> = Object.fromEntries(
  DOCS_NAVIGATION.flatMap(({ pages }) => pages)
    .filter(({ path }) => !["/docs", "/docs/playground", "/docs/reference"].includes(path))
    .map(({ path }) => [path, true]),
);

describe("a public page", () => {
  it("is listed once, with a title and a description that fits into a search result", () => {
    const paths = PUBLIC_PAGES.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { path, title, description } of PUBLIC_PAGES) {
      expect(title.length, path).toBeGreaterThan(3);
      expect(description.length, path).toBeGreaterThan(20);
      expect(description.length, path).toBeLessThanOrEqual(170);
    }
  });

  it("exists for each address that was promised and moved", () => {
    const routes = new Set(PAGES.map(({ route }) => route));
    expect(Object.values(MOVED_ADDRESSES).filter((path) => !routes.has(path))).toEqual([]);
    expect(Object.keys(MOVED_ADDRESSES).filter((path) => routes.has(path))).toEqual([]);
  });
});
