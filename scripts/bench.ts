import { spawn } from "node:child_process";

/**
 * `npm run bench [-- scoring|matching|limits|api|metering|ledger|usage|answers|event-match|privacy|pages [seconds or runs]]`: runs the benches
 * one after the other; each prints its tables. `npm run bench -- histories` is a long test rather than a measurement,
 * and runs only when it is named.
 */
const [only, ...rest] = process.argv.slice(2);
const benches = [
  "scoring",
  "matching",
  "limits",
  "api",
  "metering",
  "ledger",
  "usage",
  "answers",
  "event-match",
  "privacy",
  "pages",
];
const named = [...benches, "histories"];
if (only !== undefined && !named.includes(only)) {
  console.error(`There is no bench "${only}": choose from ${named.join(", ")}.`);
  process.exit(2);
}
for (const name of only === undefined ? benches : [only]) {
  const child = spawn(process.execPath, ["--import", "tsx", `bench/${name}.ts`, ...rest], {
    stdio: "inherit",
    env: { ...process.env, DEMO_MODE: process.env.DEMO_MODE ?? "1" },
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) process.exit(code ?? 1);
}
