import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";

/** `lib/partners/partners/suspend-partner.ts` exports `suspendPartner`. */
function verbOf(file: string): string {
  return basename(file, ".ts").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const files = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => /^[a-z-]+\/[a-z-]+\/[a-z-]+\.ts$/.test(name))
  .map((name) => join("lib", name));

const verbs = files.flatMap((file) => {
  const text = readFileSync(file, "utf8");
  const found = new RegExp(
    `export async function ${verbOf(file)}\\(\\s*ctx: AdminContext[\\s\\S]*?\\{\\n([^\\n]*)\\n`,
  ).exec(text);
  return found === null ? [] : [{ file, first: found[1]?.trim() ?? "" }];
});

describe("every verb that takes an admin's context", () => {
  it.each(verbs)("$file asks first whether it is one", ({ first }) => {
    expect(first).toBe("assertAdmin(ctx);");
  });

  it("is among these", () => {
    expect(verbs.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        "lib/identity/accounts/start-impersonation.ts",
        "lib/identity/accounts/suspend-user.ts",
        "lib/operations/admin/get-jobs.ts",
        "lib/operations/admin/search-audit.ts",
        "lib/operations/admin/search-partners.ts",
        "lib/partners/partners/change-contract.ts",
        "lib/partners/partners/suspend-partner.ts",
      ]),
    );
  });
});
