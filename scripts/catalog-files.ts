import { execFileSync } from "node:child_process";
import { CATALOG } from "@/lib/registry";

const HEAD = "// Written by `npm run routes` from the domains' manifests. Not to be edited.\n";

function constant(name: string, value: unknown, type: string): string {
  return `export const ${name} = ${JSON.stringify(value)}${type};\n`;
}

const FILES: Readonly<Record<string, () => string>> = {
  "lib/catalog/problem-codes.ts": () =>
    [
      HEAD,
      `import type { ProblemCode } from "@/lib/catalog/shapes";\n`,
      "/** Every code that the API answers with, by status. */",
      constant("PROBLEM_CODES: readonly ProblemCode[]", CATALOG.problems, ""),
    ].join("\n"),
  "lib/catalog/events.ts": () =>
    [
      HEAD,
      `import type { EventDescription } from "@/lib/catalog/shapes";\n`,
      "/** What happens to a partner and can be sent to its webhooks. */",
      constant("EVENTS", CATALOG.events, " as const satisfies Record<string, EventDescription>"),
      "export type EventType = keyof typeof EVENTS;",
    ].join("\n"),
  "lib/catalog/audit-actions.ts": () =>
    [
      HEAD,
      "/** What may be written to the audit log, and what a partner's members read of it. */",
      constant("AUDIT_ACTIONS", CATALOG.auditActions, " as const"),
      "export type AuditActionName = keyof typeof AUDIT_ACTIONS;\n",
      "/** What members call the things that are written of. */",
      constant("AUDIT_KINDS", CATALOG.auditKinds, " as const"),
      "export type AuditKind = keyof typeof AUDIT_KINDS;",
    ].join("\n"),
  "lib/catalog/navigation.ts": () =>
    [
      HEAD,
      `import type { NavigationEntry } from "@/lib/catalog/shapes";\n`,
      "/** The pages of the areas of those who are signed in, in order. */",
      constant(
        "NAVIGATION: readonly NavigationEntry[]",
        CATALOG.navigation.filter(({ area }) => area !== "site"),
        "",
      ),
      "/** The domains' pages in the footer of the site, in order. */",
      constant(
        "SITE_LINKS: readonly NavigationEntry[]",
        CATALOG.navigation.filter(({ area }) => area === "site"),
        "",
      ),
    ].join("\n"),
  "app/navigation-icons.tsx": iconsFile,
};

/** The icons that manifests name, each as an element. A name that lucide-react lacks does not compile. */
function iconsFile(): string {
  const names = [
    ...new Set(CATALOG.navigation.flatMap(({ icon }) => (icon === undefined ? [] : [icon]))),
  ].sort();
  return [
    HEAD,
    `import { ${names.join(", ")} } from "lucide-react";`,
    `import type { ReactNode } from "react";\n`,
    `/** The icons that the navigation names. */`,
    `export const NAVIGATION_ICONS: Readonly<Record<string, ReactNode>> = {`,
    ...names.map((name) => `${name}: <${name} />,`),
    "};",
  ].join("\n");
}

/** The files of `lib/catalog` as the manifests say them, formatted. */
export function catalogFiles(): Map<string, string> {
  return new Map(
    Object.entries(FILES).map(([file, text]): [string, string] => [
      file,
      execFileSync("npx", ["--no-install", "biome", "format", `--stdin-file-path=${file}`], {
        input: text(),
        encoding: "utf8",
      }),
    ]),
  );
}
