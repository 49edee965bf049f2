import { readFileSync, writeFileSync } from "node:fs";
import { CONSENT_TEXTS } from "@/lib/identity/consent/consent-texts";
import type { OnErasure } from "@/lib/platform/privacy";
import { PRIVACY, READERS } from "@/lib/registry";

/**
 * Writes docs/privacy.md: which table holds what about whom, why, how long, who reads it and what becomes of it, from what
 * the domains say. `--check` writes nothing and fails where the page says something else.
 * `npx tsx scripts/write-privacy-register.ts`.
 */
const PAGE = "docs/privacy.md";

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** A table whose columns are as wide as their longest cell, as the formatter wants it. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows].map((cells) => cells.map(cell));
  const widths = heads.map((_, at) => Math.max(3, ...lines.map((cells) => cells[at]?.length ?? 0)));
  const row = (cells: readonly string[]) =>
    `| ${cells.map((text, at) => text.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  const [head = [], ...others] = lines;
  return [row(head), rule, ...others.map(row)].join("\n");
}

function fateOf(erasure: OnErasure): string {
  if (erasure.does === "delete") return "Removed";
  if (erasure.does === "clear") return `Made nameless: ${erasure.why}`;
  if (erasure.does === "keep") return `Kept: ${erasure.why}`;
  return `Nothing to remove: ${erasure.why}`;
}

const parts = PRIVACY.map(({ domain, part }) =>
  [
    `### ${domain}`,
    "",
    table(
      ["table", "holds", "for", "kept", "who reads it", "in the export", "when a person is deleted"],
      part.tables.map((claim) => [
        `\`${claim.table}\``,
        claim.holds,
        claim.purpose,
        claim.kept,
        claim.readers,
        claim.exported === undefined ? "no" : "yes",
        fateOf(claim.onErasure),
      ]),
    ),
  ].join("\n"),
);

const page = `${[
  "# What we hold about people",
  "",
  "Written by `npx tsx scripts/write-privacy-register.ts` from each domain's `privacy.ts`; `npm run verify` fails where it is",
  "stale. A test fails for a table with a person's column that is not here. Tables are in the order in which they are erased.",
  "",
  "## Consents",
  "",
  table(
    ["version", "shown from", "title", "says", "asks for more than the one before"],
    CONSENT_TEXTS.map((text) => [
      `\`${text.version}\``,
      text.effectiveFrom,
      text.title,
      text.says,
      text.asksForMore ? "yes" : "no",
    ]),
  ),
  "",
  "## Who reads people for a purpose",
  "",
  table(
    ["reader", "purpose", "does", "after a withdrawal"],
    READERS.map(({ name, purpose, does, afterWithdrawal }) => [
      `\`${name}\``,
      purpose,
      does,
      afterWithdrawal === undefined ? "reads without the person" : `runs \`${afterWithdrawal}\` again`,
    ]),
  ),
  "",
  "## Tables",
  "",
  parts.join("\n\n"),
].join("\n")}\n`;

if (process.argv.includes("--check")) {
  if (readFileSync(PAGE, "utf8") !== page) {
    console.error(`${PAGE} is stale: run npx tsx scripts/write-privacy-register.ts`);
    process.exit(1);
  }
} else writeFileSync(PAGE, page);
