import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";

const STATUSES: Record<string, number> = {
  Invalid: 400,
  Unauthenticated: 401,
  PaymentRequired: 402,
  Forbidden: 403,
  Conflict: 409,
  LimitReached: 429,
  Unavailable: 503,
};

/** Thrown where no call can meet it: by jobs, by pages alone (those of kept mails and of billing), and by the books, which no endpoint writes. */
const NEVER_SENT = [
  "mail_unavailable",
  "ledger_key_reused",
  "ledger_already_reversed",
  "ledger_is_reversal",
  "wallet_key_reused",
  "insufficient_tokens",
  "hold_closed",
  "invalid_stripe_signature",
  "invalid_stripe_event",
  "card_declined",
  "already_subscribed",
  "not_subscribed",
  "already_on_plan",
  "preview_outdated",
  "payment_due",
  "renewal_pending",
  "credit_unclear",
  "no_pending_change",
  "plan_by_contract",
  "billing_busy",
  "confirm_yourself",
];

interface Thrown {
  code: string;
  status: number;
  file: string;
}

function sourceFiles(): string[] {
  return ["lib", "server"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter(
        (name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !/prisma\/|stand-in\//.test(name),
      ),
  );
}

/** Everything in the source that makes an error: by class, by HttpProblem, by hand in `problem.ts`, or NotFound's own. */
function thrownCodes(): Thrown[] {
  return sourceFiles().flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const found: Thrown[] = [];
    for (const [, kind = "", code = ""] of text.matchAll(/new ([A-Z]\w+)\(\s*"([a-z_]+)"/g)) {
      const status = STATUSES[kind];
      if (status !== undefined) found.push({ code, status, file });
    }
    for (const [, status, code = ""] of text.matchAll(/new HttpProblem\(\s*(\d{3}),\s*"([a-z_]+)"/g)) {
      found.push({ code, status: Number(status), file });
    }
    for (const [, status, code = ""] of text.matchAll(/status: (\d{3}),\s*code: "([a-z_]+)"/g)) {
      if (file.endsWith("problem.ts")) found.push({ code, status: Number(status), file });
    }
    if (file.endsWith("errors.ts") && /super\("not_found"/.test(text))
      found.push({ code: "not_found", status: 404, file });
    return found;
  });
}

describe("the catalogue of problem codes", () => {
  const thrown = thrownCodes().filter(({ code }) => !NEVER_SENT.includes(code));

  it("finds the codes of every class that becomes a problem", () => {
    expect(new Set(thrown.map(({ status }) => status))).toEqual(
      new Set([400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 417, 421, 429, 431, 500, 503]),
    );
  });

  it("has every code that is thrown, with its status", () => {
    const catalogued = new Map(PROBLEM_CODES.map(({ code, status }) => [code, status]));
    const missing = thrown.filter(({ code, status }) => catalogued.get(code) !== status);
    expect(missing).toEqual([]);
  });

  it("has no code that nothing throws", () => {
    const known = new Set(thrown.map(({ code }) => code));
    expect(PROBLEM_CODES.filter(({ code }) => !known.has(code))).toEqual([]);
  });

  it("hides no code behind a variable", () => {
    const hidden = sourceFiles().flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const kinds = [...Object.keys(STATUSES), "HttpProblem"].join("|");
      return [...text.matchAll(new RegExp(`throw new (${kinds})\\(\\s*(?!"|\\d{3},\\s*")\\S+`, "g"))].map(
        ([match]) => `${file}: ${match}`,
      );
    });
    expect(hidden).toEqual([]);
  });

  it("names each code once, by status", () => {
    const codes = PROBLEM_CODES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const statuses = PROBLEM_CODES.map(({ status }) => status);
    expect(statuses).toEqual(statuses.toSorted((a, b) => a - b));
  });

  it("says what each means and what to do, in sentences", () => {
    for (const { title, meaning, fix } of PROBLEM_CODES) {
      expect(title).not.toMatch(/\.$/);
      expect(meaning).toMatch(/^[A-Z].+\.$/);
      expect(fix).toMatch(/^[A-Za-z].+[.>]$/);
    }
  });
});
