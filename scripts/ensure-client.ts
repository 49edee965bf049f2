import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Loaded before every command (`node --import ./scripts/ensure-client.ts …`): generates the Prisma client where there
 * is none or the schema has changed since. Says nothing on standard output, which belongs to the command.
 */
const SCHEMA = join("prisma", "schema");
const CLIENT = join("lib", "platform", "prisma");
const STAMP = join(CLIENT, "schema-hash");

const hash = createHash("sha256");
const files = readdirSync(SCHEMA, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".prisma"),
);
for (const name of files.sort()) hash.update(name).update(readFileSync(join(SCHEMA, name)));
const wanted = hash.digest("hex");

const current =
  existsSync(join(CLIENT, "client.ts")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted;
if (!current) {
  const { status, stdout, stderr } = spawnSync("npx", ["--no-install", "prisma", "generate"], {
    encoding: "utf8",
  });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    process.exit(1);
  }
  writeFileSync(STAMP, wanted);
}
