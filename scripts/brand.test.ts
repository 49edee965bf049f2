import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { nodesOf, sourcesIn } from "./syntax-tree";

const FOLDERS = ["app", "components", "lib", "server"] as const;

/** Files that may name us, each with the reason why no tenant's brand belongs there. */
const NAMES_US: Readonly<Record<string, string>> = {
  "lib/platform/brand.ts": "It is the place.",
  "lib/platform/env.ts": "The default sender is the operator's setting, read before any request.",
  "lib/partners/webhooks/delivery-rules.ts": "A protocol's User-Agent, which receivers match.",
  "lib/vendors/stripe/stripe-client.ts": "Which program calls Stripe, in Stripe's own log.",
  "app/error.tsx": "The server could not make the page, so it could not say whose it is.",
  "app/global-error.tsx": "The server could not make the page, so it could not say whose it is.",
};

/** Files that may read the public address as a setting instead of linking to a page. */
const READS_ADDRESS: Readonly<Record<string, string>> = {
  "lib/platform/brand.ts": "It is the place.",
  "lib/platform/env.ts": "It reads the settings.",
  "lib/platform/known-host.ts": "Which host a request may name.",
  "lib/catalog/problem-codes.ts": "Words that name the setting.",
  "lib/api/problems.ts": "Words that name the setting.",
  "lib/api/own-origin.ts": "Compares origins.",
  "lib/api/serve/check-signature.ts": "The origin that signatures are bound to.",
  "lib/partners/api-keys/check-signature.ts": "The origin that signatures are bound to.",
  "lib/partners/api-keys/verify-signature.ts": "Words that name the setting.",
  "lib/identity/accounts/session-cookie.ts": "Whether cookies are for HTTPS only.",
  "proxy.ts": "Leads from http to https.",
  "app/.well-known/security.txt/route.ts": "The operator's own file, whichever tenant is asked for.",
  "app/(site)/verify-email/page.tsx": "A call to the API, as it is typed.",
  "app/api/auth/[...nextauth]/route.ts": "next-auth's own setting.",
  "app/(auth)/start-identity.ts": "next-auth's own setting.",
  "server/main.ts": "Says in the log where it serves.",
  "server/request-rules.ts": "The host that requests are given.",
};

/** The stand-in's pages and calls are Stripe's: docs/decisions/0021. */
const STRIPES = /^(lib\/vendors\/stripe\/stand-in|app\/dev\/stripe)\//;

const SOURCES = FOLDERS.flatMap((folder) => sourcesIn(folder))
  .map(({ path }) => path)
  .filter((path) => !STRIPES.test(path));

function nodesAt(path: string): ts.Node[] {
  return nodesOf(ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true));
}

/** What a node says to readers: a text, a part of a template, or words between tags. Comments and names are not these. */
function wordsOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text;
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node) ? node.text : "";
}

function namesUs(path: string): boolean {
  return nodesAt(path).some((node) => /\bSoulmate\b/.test(wordsOf(node)));
}

function readsAddress(path: string): boolean {
  return nodesAt(path).some((node) => ts.isIdentifier(node) && node.text === "APP_URL");
}

describe("our own name", () => {
  it("stands in no text of a page, an email or a document: brandOf says it", () => {
    expect(SOURCES.filter((path) => namesUs(path) && !(path in NAMES_US))).toEqual([]);
  });

  it("is allowed only to files that say it", () => {
    expect(Object.keys(NAMES_US).filter((path) => !namesUs(path))).toEqual([]);
  });
});

describe("the public address", () => {
  it("is joined to a path by linkTo alone", () => {
    expect(SOURCES.filter((path) => readsAddress(path) && !(path in READS_ADDRESS))).toEqual([]);
  });
});
