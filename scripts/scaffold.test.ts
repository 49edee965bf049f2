import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { type Files, scaffold } from "./scaffold";

const onDisk = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

/** What several runs of `npm run new` leave, one after the other. */
function filesAfter(...runs: string[][]): Files {
  const files: Files = new Map();
  for (const run of runs) {
    for (const [path, text] of scaffold(run, (at) => files.get(at) ?? onDisk(at))) files.set(path, text);
  }
  return files;
}

/** What the compiler says of these files among those on disk. */
function faultsOf(files: Files): string[] {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const texts = new Map([...files].map(([path, text]) => [resolve(path), text]));
  const host = ts.createCompilerHost({ ...options, incremental: false, noEmit: true });
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.directoryExists = (path) =>
    [...texts.keys()].some((file) => file.startsWith(`${path}/`)) || ts.sys.directoryExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = texts.get(path);
    return text === undefined
      ? getSourceFile(path, language, ...rest)
      : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram(
    [...texts.keys(), resolve("next-env.d.ts")].filter((path) => host.fileExists(path)),
    { ...options, incremental: false, noEmit: true },
    host,
  );
  return [...texts.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  });
}

describe("npm run new", () => {
  const files = filesAfter(
    ["domain", "partners/throwaways"],
    ["endpoint", "partners/throwaways", "get-throwaway"],
    ["endpoint", "partners/throwaways", "count-throwaways"],
    ["job", "partners/throwaways", "sweep-throwaways"],
    ["job", "partners/throwaways", "forget-throwaways"],
    ["page", "partner/throwaways", "partners/throwaways"],
    // What is there already gets more.
    ["endpoint", "partners/usage", "get-usage-peak"],
    ["job", "partners/usage", "sweep-usage"],
    ["page", "admin/throwaways", "operations/admin"],
  );

  it("writes what compiles, in new domains and in those that are there", () => {
    expect(faultsOf(files)).toEqual([]);
  }, 120_000);

  it("registers a domain by one line and its import, and gives each endpoint, job and page a test", () => {
    const registry = files.get("lib/registry.ts") ?? "";
    expect(registry.split("\n").filter((line) => line.includes("throwaways"))).toHaveLength(2);
    expect(files.get("test/endpoint-cases.ts")).toContain("countThrowaways: nothing");
    for (const test of [
      "lib/partners/throwaways/get-throwaway.db.test.ts",
      "lib/partners/throwaways/sweep-throwaways.db.test.ts",
      "e2e/partner/throwaways.spec.ts",
    ])
      expect(files.has(test), test).toBe(true);
  });

  it("touches two files outside the feature's own folders for an endpoint in a new domain", () => {
    const made = filesAfter(["endpoint", "partners/throwaways", "get-throwaway"]);
    const outside = [...made.keys()].filter((path) => !path.startsWith("lib/partners/throwaways/"));
    expect(outside.sort()).toEqual(["lib/registry.ts", "test/endpoint-cases.ts"]);
  });

  it.each([
    [["domain", "reports"], "Name a domain, such as partners/reports."],
    [["domain", "partners/usage"], "lib/partners/usage/domain.ts is there already."],
    [["endpoint", "partners/usage", "Usage"], "Name a verb, such as list-reports."],
    [["page", "site/reports", "partners/usage"], "Name an area of partner, admin, account."],
    [["thing"], "Say what to make: domain, endpoint, job or page."],
  ])("refuses %j and says why", (run, message) => {
    expect(() => scaffold(run, onDisk)).toThrow(message);
  });
});
