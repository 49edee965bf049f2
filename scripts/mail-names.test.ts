import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { ChangeName, CreateAccessToken, SignUp } from "@/lib/identity/accounts/schemas";
import { CreateAlert, UpdateAlert } from "@/lib/partners/alerts/schemas";
import { CreateApiKey, CreateSigningKey, UpdateApiKey } from "@/lib/partners/api-keys/schemas";
import { ContractPartner } from "@/lib/partners/partners/contract";
import { CreateOwnedPartner, CreatePartner, UpdatePartner } from "@/lib/partners/partners/schemas";
import { OpenTicket } from "@/lib/partners/support/schemas";
import { CreateWebhookEndpoint, UpdateWebhookEndpoint } from "@/lib/partners/webhooks/schemas";
import { newId } from "@/lib/platform/ids";

type Field = [words: string, field: string, schema: z.ZodType, rest: Record<string, unknown>];

const person = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };
const alert = { metric: "calls", window: "day", threshold: 1, recipients: ["ops@example.com"] };

/** What stands in mails to people who need not know whose it is. */
const NAMES: Field[] = [
  ["a new partner's", "company_name", CreatePartner, { email: "a@example.com" }],
  ["a person's own partner's", "company_name", CreateOwnedPartner, {}],
  ["a changed partner's", "company_name", UpdatePartner, {}],
  ["a contract's", "company_name", ContractPartner, { email: "a@example.com", tier: "free", active: true }],
  ["a sign-up's company", "company_name", SignUp, person],
  ["a sign-up's person", "name", SignUp, person],
  ["a changed person's", "name", ChangeName, {}],
];

/** What else stands in a subject, a file name or a table. */
const LINES: Field[] = [
  ["a key's", "name", CreateApiKey, {}],
  ["a changed key's", "name", UpdateApiKey, {}],
  ["a signing key's", "name", CreateSigningKey, { algorithm: "hmac-sha256" }],
  [
    "an access token's",
    "name",
    CreateAccessToken,
    { partner_id: newId(), scopes: ["usage:read"], expires_in_days: 30 },
  ],
  ["an alert's", "name", CreateAlert, alert],
  ["a changed alert's", "name", UpdateAlert, { alert_id: newId() }],
  ["a ticket's", "subject", OpenTicket, { text: "Hello" }],
  ["a webhook's", "description", CreateWebhookEndpoint, { url: "https://example.com" }],
  ["a changed webhook's", "description", UpdateWebhookEndpoint, { endpoint_id: newId() }],
];

const fieldsAtFault = ([, field, schema, rest]: Field, text: string) =>
  schema.safeParse({ ...rest, [field]: text }).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe.each([...NAMES, ...LINES])("%s %s", (...field) => {
  it("is one visible line, and whoever sends another is told of the field", () => {
    expect(fieldsAtFault(field, "Söhne & Co.")).toEqual([]);
    for (const text of ["Two\nlines", "a\rb", "\u202eevil", "zero\u200bwidth", "nul\u0000", "li\u2028ne"])
      expect(fieldsAtFault(field, text), JSON.stringify(text)).toEqual([field[1]]);
  });
});

describe.each(NAMES)("%s %s", (...field) => {
  it("holds no address", () => {
    for (const text of ["Win at evil.com", "https://evil.example", "WWW.EVIL.ORG", "me@evil.com"])
      expect(fieldsAtFault(field, text), text).toEqual([field[1]]);
  });
});

/** What people have typed, by the names of the columns that hold it. */
const TYPED = new Set(["companyName", "authorName", "name", "subject"]);

/** The name of the brand is ours, or one that a tenant was granted. */
function isBrand({ expression }: ts.PropertyAccessExpression): boolean {
  return (
    ts.isCallExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === "brandOf"
  );
}

/** Reads of such columns in a file that sends mail, outside of `inMail(…)`. */
function unguarded(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, guarded: boolean): void => {
    const guards =
      guarded ||
      (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "inMail");
    if (ts.isPropertyAccessExpression(node) && TYPED.has(node.name.text) && !guarded && !isBrand(node))
      found.push(`${path}: ${node.getText()}`);
    ts.forEachChild(node, (child) => visit(child, guards));
  };
  visit(file, false);
  return found;
}

it("puts nothing that people have typed into a mail as it is stored", () => {
  const senders = readdirSync("lib", { recursive: true, encoding: "utf8" })
    .map((name) => join("lib", name))
    // The sender itself makes every subject one line.
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && path !== "lib/platform/mail.ts")
    .filter((path) => /\bsendMail\(\s*ctx/.test(readFileSync(path, "utf8")));
  expect(senders.length).toBeGreaterThan(5);
  expect(senders.flatMap(unguarded)).toEqual([]);
});
