import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DOMAINS } from "@/lib/registry";

const NOT_SOURCE = /\.(test|fixture)\.ts$|\/(domain|problems|events|audit-actions|navigation)\.ts$/;

/** Everything that a folder's own files say, a manifest and tests aside. */
function sourceOf(folder: string): string {
  return readdirSync(join("lib", folder))
    .map((name) => join("lib", folder, name))
    .filter((path) => path.endsWith(".ts") && !NOT_SOURCE.test(path))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

/** What a manifest names that neither its domain's own files do nor `foundation`'s. */
function unused(
  names: (domain: (typeof DOMAINS)[number]) => Iterable<string>,
  foundation?: "platform",
): string[] {
  const shared = foundation === undefined ? "" : sourceOf(foundation);
  return DOMAINS.flatMap((domain) => {
    const source = sourceOf(domain.name) + shared;
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

  it("declares no audit action that neither its own domain writes nor what all of them record", () => {
    expect(unused(({ auditActions = {} }) => Object.keys(auditActions), "platform")).toEqual([]);
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
