import { describe, expect, it } from "vitest";
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
