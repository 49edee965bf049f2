import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { looseIn, readAdvisories } from "./check-dependencies";

const good = {
  version: "1.0.0",
  resolved: "https://registry.npmjs.org/a/-/a-1.0.0.tgz",
  integrity: "sha512-x",
};

describe("the lock file", () => {
  it("holds each package by its digest and from the public registry", () => {
    expect(
      looseIn({
        packages: {
          "": {},
          "node_modules/a": good,
          "node_modules/b": { link: true },
          "node_modules/c": { optional: true },
        },
      }),
    ).toEqual([]);
  });

  it.each([
    ["another server", { ...good, resolved: "http://registry.npmjs.org/a/-/a-1.0.0.tgz" }],
    ["a repository", { ...good, resolved: "git+ssh://git@github.com/a/a.git" }],
    ["no digest", { version: "1.0.0", resolved: good.resolved }],
    ["a weak digest", { ...good, integrity: "sha1-x" }],
  ])("is refused with a package from %s", (_what, entry) => {
    expect(looseIn({ packages: { "node_modules/a": entry } })).toHaveLength(1);
  });
});

const Lock = z.object({
  packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })),
});
const Package = z.object({ allowScripts: z.record(z.string(), z.boolean()) });

it("allows the install scripts of the packages that have one, by name, and of no other", () => {
  const lock = Lock.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
  const { allowScripts } = Package.parse(JSON.parse(readFileSync("package.json", "utf8")));
  const withScripts = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.split("node_modules/").at(-1) ?? "");
  expect(Object.keys(allowScripts).sort()).toEqual([...new Set(withScripts)].sort());
});

describe("the advisories", () => {
  const answer = (severity: string) =>
    JSON.stringify({ vulnerabilities: { a: { severity, range: "<2", via: [{ title: "Runs anything" }] } } });

  it.each(["high", "critical"])("of %s severity are faults, and named", (severity) => {
    expect(readAdvisories(answer(severity))).toEqual({
      kind: "answered",
      grave: [`a <2: ${severity}, Runs anything`],
      others: 0,
    });
  });

  it("of lower severity are counted", () => {
    expect(readAdvisories(answer("moderate"))).toEqual({ kind: "answered", grave: [], others: 1 });
  });

  it.each([
    ["silence", ""],
    ["a half answer", '{"vulnerabilities":'],
    ["a refusal", JSON.stringify({ message: "405 Method Not Allowed", statusCode: 405 })],
  ])("are unknown after %s, which is no fault", (_what, printed) => {
    expect(readAdvisories(printed).kind).toBe("unanswered");
  });
});
