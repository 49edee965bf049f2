import { spawn } from "node:child_process";

/** `npm run verify`: what can be known of the code without running it. Everything is checked, then faults are told. */
const CHECKS: [name: string, command: string][] = [
  // The types of routes are made anew: those of an earlier build speak of pages that may be gone.
  ["types", "next typegen && npx --no-install tsc --noEmit -p ."],
  ["format and lint", "biome check --error-on-warnings ."],
  [
    "layering",
    "depcruise --config .dependency-cruiser.cjs app components lib server scripts prisma bench e2e test proxy.ts",
  ],
  ["dead code", "knip"],
  ["schema", "prisma validate"],
  ["lock file", "tsx scripts/complete-lock.ts --check"],
  ["route files", "tsx scripts/write-routes.ts --check"],
  ["authorization page", "tsx scripts/write-authorization.ts --check"],
  ["privacy register", "tsx scripts/write-privacy-register.ts --check"],
  ["dependencies", "tsx scripts/check-dependencies.ts"],
];

export interface CheckResult {
  name: string;
  ok: boolean;
  output: string;
}

function run([name, command]: [string, string]): Promise<CheckResult> {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(`npx --no-install ${command}`, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => (output += String(chunk)));
    child.on("close", (code) => resolve({ name, ok: code === 0, output }));
  });
}

/** Runs every check, two at a time, and says of each how it went. */
export async function verify(): Promise<CheckResult[]> {
  const queue = [...CHECKS];
  const results: CheckResult[] = [];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const result = await run(next);
      results.push(result);
      console.log(`${result.ok ? "✓" : "✗"} ${result.name}`);
      // What could not be known, or is no fault, is said as well.
      const notes = result.output.split("\n").filter((line) => /^(NOT CHECKED|NOTE)/.test(line));
      if (!result.ok || notes.length > 0)
        console.log(result.ok ? notes.map((line) => `  ${line}`).join("\n") : result.output);
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

if (process.argv[1]?.endsWith("verify.ts")) {
  const results = await verify();
  process.exit(results.every(({ ok }) => ok) ? 0 : 1);
}
