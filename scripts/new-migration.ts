/**
 * `npx tsx scripts/new-migration.ts <name> [--empty]` writes `prisma/migrations/<time>_<name>/migration.sql`:
 * what leads from the schema as the last migration left it to `prisma/schema` as it is now. `--empty` makes one
 * to be filled by hand, for what a Prisma schema cannot say (checks, triggers, partitions).
 *
 * Prisma's own way needs a database and an engine that has to be downloaded. Its WebAssembly build compares two
 * schemas without either, so the earlier one is kept beside the migrations as `schema.snapshot.prisma`. Two
 * branches that both add a migration thus meet in a merge conflict there, rather than in production.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { DiffTarget, SchemaEngine } from "@prisma/schema-engine-wasm";

/** One file of a Prisma schema. */
export interface SchemaFile {
  path: string;
  content: string;
}

/** Reads every `*.prisma` file of a folder, in a fixed order. */
export async function readSchema(folder: string): Promise<SchemaFile[]> {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith(".prisma"))
    .sort();
  return Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(join(folder, name), "utf8") })),
  );
}

/**
 * The SQL that leads from one schema to another, empty where they mean the same; a schema without files is an
 * empty database. Throws Prisma's own message, with file and line, where a schema is invalid.
 */
export async function diffSchemas(from: SchemaFile[], to: SchemaFile[]): Promise<string> {
  const engine = await openEngine();
  try {
    const { stdout, exitCode } = await engine.diff({
      from: target(from),
      to: target(to),
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? "" : (stdout ?? "");
  } finally {
    engine.free();
  }
}

function target(files: SchemaFile[]): DiffTarget {
  return files.length === 0 ? { tag: "empty" } : { tag: "schemaDatamodel", files };
}

type EngineModule = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm(exports: WebAssembly.Exports): void };

/** Node loads WebAssembly as a module only behind a flag, so this does by hand what the package's entry does. */
async function loadEngine(): Promise<EngineModule> {
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bindings: EngineModule & WebAssembly.ModuleImports = await import(pathToFileURL(path).href);
  const bytes = await readFile(join(dirname(path), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  // The engine reports a panic of its own here before it traps.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message(message: string) {
        throw new Error(`Prisma's schema engine gave up: ${message}`);
      },
    },
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

let loaded: Promise<EngineModule> | undefined;

async function openEngine(): Promise<SchemaEngine> {
  loaded ??= loadEngine(); // once: its bindings are global to the module
  return (await loaded).SchemaEngine.new({ datamodels: undefined }, () => {}, noDatabase);
}

/** The engine opens a connection before anything else and asks which server it met; comparing needs no more. */
const noDatabase = {
  provider: "postgres",
  adapterName: "none",
  connect: async () => ({
    ok: true,
    value: {
      provider: "postgres",
      adapterName: "none",
      getConnectionInfo: () => ({ ok: true, value: { schemaName: "public", supportsRelationJoins: true } }),
      queryRaw: async () => ({
        ok: true,
        value: {
          columnNames: ["exists", "version", "numeric_version"],
          columnTypes: [5, 7, 0], // boolean, text, int32
          rows: [[true, "PostgreSQL 18.4", 180_004]],
        },
      }),
      executeRaw: async () => ({ ok: true, value: 0 }),
      executeScript: async () => ({ ok: true, value: undefined }),
      dispose: async () => ({ ok: true, value: undefined }),
    },
  }),
};

const snapshotName = "schema.snapshot.prisma";

/**
 * Writes the next migration below `<root>/prisma` and returns its folder; undefined where the schema has not
 * changed and no empty one was asked for.
 */
export async function newMigration(
  root: string,
  name: string,
  { empty = false, at = new Date() }: { empty?: boolean; at?: Date } = {},
): Promise<string | undefined> {
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error(`"${name}" should be made of a-z, 0-9 and _.`);
  const migrations = join(root, "prisma", "migrations");
  const snapshot = join(migrations, snapshotName);
  const before = existsSync(snapshot)
    ? [{ path: snapshotName, content: await readFile(snapshot, "utf8") }]
    : [];
  const now = await readSchema(join(root, "prisma", "schema"));
  const sql = await diffSchemas(before, now);
  if (sql === "" && !empty) return undefined;
  if (sql !== "" && empty) {
    throw new Error("prisma/schema has changed since the last migration: make that migration first.");
  }

  const time = at.toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(migrations, `${time}_${name}`);
  const last = existsSync(migrations)
    ? (await readdir(migrations))
        .filter((entry) => /^\d{14}_/.test(entry))
        .sort()
        .at(-1)
    : undefined;
  if (last !== undefined && last >= `${time}_`) {
    throw new Error(`The last migration, ${last}, is later than now (${time}): check the clock.`);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "migration.sql"), sql, { flag: "wx" });
  await writeFile(snapshot, joinFiles(now));
  // `prisma migrate deploy` wants to know for which kind of database the SQL is.
  await writeFile(join(migrations, "migration_lock.toml"), 'provider = "postgresql"\n');
  return folder;
}

function joinFiles(files: SchemaFile[]): string {
  const head =
    "// Written by scripts/new-migration.ts: prisma/schema as the last migration left it. Not to be edited.\n";
  return head + files.map(({ path, content }) => `\n// --- ${path}\n\n${content.trim()}\n`).join("");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, flag] = process.argv.slice(2);
  if (name === undefined || (flag !== undefined && flag !== "--empty")) {
    console.error("Usage: npx tsx scripts/new-migration.ts <name> [--empty]");
    process.exit(2);
  }
  const root = join(import.meta.dirname, "..");
  const folder = await newMigration(root, name, { empty: flag === "--empty" });
  console.log(
    folder === undefined
      ? "prisma/schema has not changed since the last migration."
      : `Wrote ${relative(process.cwd(), join(folder, "migration.sql"))}. Read it before you commit it.`,
  );
}
