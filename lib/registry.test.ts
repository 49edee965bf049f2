import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DOMAINS } from "@/lib/registry";

const NOT_SOURCE = /\.(test|fixture)\.ts$|\/(domain|problems|events|audit-actions|navigation)\.ts$/;

/** Everything that a domain's own files say, its manifest and its tests aside. */
function sourceOf(domain: string): string {
  return readdirSync(join("lib", domain))
    .map((name) => join("lib", domain, name))
    .filter((path) => path.endsWith(".ts") && !NOT_SOURCE.test(path))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

/** What a manifest names that its domain's own files never do. */
function unused(names: (domain: (typeof DOMAINS)[number]) => Iterable<string>): string[] {
  return DOMAINS.flatMap((domain) => {
    const source = sourceOf(domain.name);
    return [...names(domain)]
      .filter((name) => !source.includes(`"${name}"`))
      .map((name) => `${domain.name}: ${name}`);
  });
}

describe("a manifest", () => {
  it("lies in the folder that it names", () => {
    expect(DOMAINS.filter(({ name }) => !existsSync(`lib/${name}/domain.ts`))).toEqual([]);
  });

  it("declares no problem code that its own domain does not throw", () => {
    expect(unused(({ problems = [] }) => problems.map(({ code }) => code))).toEqual([]);
  });

  it("declares no audit action that its own domain does not write", () => {
    expect(unused(({ auditActions = {} }) => Object.keys(auditActions))).toEqual([]);
  });

  it("declares no event that its own domain does not emit", () => {
    expect(unused(({ events = {} }) => Object.keys(events))).toEqual([]);
  });

  it("says of everything that members read in the audit log what was done", () => {
    const unsaid = DOMAINS.flatMap(({ auditActions = {} }) =>
      Object.entries(auditActions)
        .filter(([, { shown, sentence }]) => shown !== undefined && sentence === undefined)
        .map(([name]) => name),
    );
    expect(unsaid).toEqual([]);
  });
});
