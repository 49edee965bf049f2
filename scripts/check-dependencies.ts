import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

/**
 * What can be known of the packages in the lock file. Without a network: that each comes from the public registry and
 * is held by its digest. With one whose registry answers: that no package of production's has an advisory of high or
 * critical severity. No answer is no fault, and is said.
 */
const TIMEOUT_MS = 20_000;
const REGISTRY = "https://registry.npmjs.org/";
const GRAVE: ReadonlySet<string> = new Set(["high", "critical"]);

export interface LockFile {
  packages: Record<string, { resolved?: string; integrity?: string; link?: boolean; optional?: boolean }>;
}

/** What the lock file leaves to chance, a line each. */
export function looseIn(lock: LockFile): string[] {
  return Object.entries(lock.packages).flatMap(([path, { resolved, integrity, link, optional }]) => {
    if (path === "" || link === true || !path.includes("node_modules/")) return [];
    // Our lock names no address where it is the registry's: whichever registry is set serves what the digest says.
    if (resolved !== undefined && !resolved.startsWith(REGISTRY)) return [`${path} comes from ${resolved}`];
    // `npm run lock` names the optional packages of other platforms, which are never fetched here.
    if (integrity === undefined && optional === true) return [];
    return integrity?.startsWith("sha512-") === true ? [] : [`${path} has no sha512 digest`];
  });
}

interface Report {
  vulnerabilities?: Record<string, { severity: string; range?: string; via?: unknown[] }>;
  message?: string;
}

export type Advisories =
  | { kind: "unanswered"; why: string }
  | { kind: "answered"; grave: string[]; others: number };

/** Reads what `npm audit --json` printed; anything but a report means that nobody answered. */
export function readAdvisories(printed: string): Advisories {
  let report: Report;
  try {
    report = JSON.parse(printed) as Report;
  } catch {
    return { kind: "unanswered", why: "the registry did not answer in time" };
  }
  if (typeof report.vulnerabilities !== "object") {
    return { kind: "unanswered", why: report.message ?? "the registry gave no report" };
  }
  const found = Object.entries(report.vulnerabilities);
  const grave = found.filter(([, { severity }]) => GRAVE.has(severity));
  return {
    kind: "answered",
    grave: grave.map(([name, { severity, range, via = [] }]) => {
      const titles = via.flatMap((one) =>
        typeof one === "object" && one !== null && "title" in one ? [String(one.title)] : [],
      );
      return `${name} ${range ?? ""}: ${severity}${titles.length === 0 ? "" : `, ${titles.join("; ")}`}`;
    }),
    others: found.length - grave.length,
  };
}

function audit(): Promise<string> {
  return new Promise((resolve) => {
    let printed = "";
    const child = spawn("npm", ["audit", "--package-lock-only", "--omit=dev", "--json"], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: TIMEOUT_MS,
    });
    child.stdout.on("data", (chunk) => (printed += String(chunk)));
    child.on("error", () => resolve(""));
    child.on("close", () => resolve(printed));
  });
}

if (process.argv[1]?.endsWith("check-dependencies.ts")) {
  const loose = looseIn(JSON.parse(await readFile("package-lock.json", "utf8")) as LockFile);
  for (const line of loose) console.log(line);
  const advisories = readAdvisories(await audit());
  if (advisories.kind === "unanswered") {
    console.log(`NOT CHECKED for known vulnerabilities: ${advisories.why}.`);
  } else {
    for (const line of advisories.grave) console.log(line);
    if (advisories.others > 0)
      console.log(`NOTE: ${advisories.others} advisories of lower severity; see npm audit.`);
  }
  process.exit(loose.length > 0 || (advisories.kind === "answered" && advisories.grave.length > 0) ? 1 : 0);
}
