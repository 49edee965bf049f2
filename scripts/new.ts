import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { scaffold } from "./scaffold";

/**
 * `npm run new -- domain <area>/<domain>`, `endpoint <area>/<domain> <verb>-<noun>`, `job <area>/<domain> <verb>-<noun>`
 * or `page <area>/<page> <area>/<domain>`: writes files that compile, are registered and tested. docs/adding-a-feature.md
 * says how to go on.
 */
const node = ["--import", "tsx", "--import", "./scripts/ensure-client.ts"];
const run = (command: string, ...parts: string[]) => execFileSync(command, parts, { stdio: "inherit" });

try {
  const files = scaffold(process.argv.slice(2), (path) =>
    existsSync(path) ? readFileSync(path, "utf8") : undefined,
  );
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(path);
  }
  run("npx", "--no-install", "biome", "check", "--write", "--log-level=error", ...files.keys());
  run(process.execPath, ...node, "scripts/write-routes.ts");
  if (process.argv[2] === "endpoint") {
    for (const script of ["generate-client", "record-v1-surface", "write-authorization"])
      run(process.execPath, ...node, `scripts/${script}.ts`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
