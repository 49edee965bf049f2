import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyMigrations, pendingMigrations } from "@/lib/platform/migrations";
import { diffSchemas, readSchema } from "@/scripts/new-migration";
import { createTestDatabase, type TestDatabase } from "@/test/test-database";

const root = join(import.meta.dirname, "..", "..");

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // A database that is dropped ends its connections; whoever waits for a query learns it there.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function column(url: string, text: string): Promise<unknown[]> {
  const { rows } = await withClient(url, (client) => client.query<unknown[]>({ text, rowMode: "array" }));
  return rows.map((row) => row[0]);
}

/**
 * Everything a Prisma schema can say about a database, a line each. What it cannot say is left out: checks,
 * triggers, exclusions, partitions and that a table has them, how a generated column is computed, whether a
 * foreign key is deferrable, and indexes (partial, BRIN, on expressions) whose name ends in `_sql`.
 */
const catalog = `
  WITH tables AS (
    SELECT c.oid, c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> '_prisma_migrations'
  )
  SELECT format('table %s', relname) AS line FROM tables
  UNION ALL
  SELECT format('column %s.%s %s%s%s%s', t.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
    CASE WHEN a.attidentity <> '' THEN ' IDENTITY' ELSE '' END,
    CASE WHEN a.attgenerated = '' AND d.oid IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END)
  FROM tables t
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  UNION ALL
  SELECT CASE WHEN i.indisprimary THEN 'primary key ' ELSE 'index ' END || replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
  FROM tables t
  JOIN pg_index i ON i.indrelid = t.oid AND NOT i.indisexclusion
  JOIN pg_class c ON c.oid = i.indexrelid AND c.relname NOT LIKE '%\\_sql'
  UNION ALL
  SELECT format('foreign key %s.%s %s', t.relname, f.conname,
    regexp_replace(pg_get_constraintdef(f.oid), ' (NOT )?DEFERRABLE| INITIALLY (DEFERRED|IMMEDIATE)', '', 'g'))
  FROM tables t
  JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f' AND f.conparentid = 0
  UNION ALL
  SELECT format('enum %s (%s)', y.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder))
  FROM pg_type y JOIN pg_enum e ON e.enumtypid = y.oid
  WHERE y.typnamespace = 'public'::regnamespace
  GROUP BY y.typname
  ORDER BY line`;

describe("migrations and prisma/schema", () => {
  let migrated: TestDatabase;
  let described: TestDatabase;

  beforeEach(async () => {
    [migrated, described] = await Promise.all([createTestDatabase(), createTestDatabase({ empty: true })]);
  });
  afterEach(async () => {
    await Promise.all([migrated.drop(), described.drop()]);
  });

  test("make the same database", async () => {
    const schema = await diffSchemas([], await readSchema(join(root, "prisma", "schema")));
    await withClient(described.url, (client) => client.query(schema));
    const [fromMigrations, fromSchema] = await Promise.all([
      column(migrated.url, catalog),
      column(described.url, catalog),
    ]);
    expect(fromSchema).not.toEqual([]);
    expect({
      "only in prisma/schema": fromSchema.filter((line) => !fromMigrations.includes(line)),
      "only in prisma/migrations": fromMigrations.filter((line) => !fromSchema.includes(line)),
    }).toEqual({ "only in prisma/schema": [], "only in prisma/migrations": [] });
  });

  test("the snapshot that the next migration starts from is prisma/schema", async () => {
    const content = await readFile(join(root, "prisma", "migrations", "schema.snapshot.prisma"), "utf8");
    const now = await readSchema(join(root, "prisma", "schema"));
    expect(await diffSchemas([{ path: "schema.snapshot.prisma", content }], now)).toBe("");
  });

  test("a migrated database lacks nothing, the job queue included", async () => {
    const folder = join(root, "prisma", "migrations");
    expect(await withClient(migrated.url, (client) => pendingMigrations(client, { folder }))).toEqual([]);
    expect(await applyMigrations(migrated.url, { folder })).toEqual([]);
    expect(await column(migrated.url, "SELECT count(*)::int > 10 FROM graphile_worker.migrations")).toEqual([
      true,
    ]);
  });
});

describe("applyMigrations", () => {
  let database: TestDatabase;
  let folder: string;

  const first = "20260101000000_first";
  const second = "20260102000000_second";
  const tables = "SELECT relname FROM pg_class WHERE relname IN ('a', 'b') ORDER BY 1";
  const books = "SELECT migration_name FROM _prisma_migrations ORDER BY started_at";

  beforeEach(async () => {
    [database, folder] = await Promise.all([
      createTestDatabase({ empty: true }),
      mkdtemp(join(tmpdir(), "soulmate-migrations-")),
    ]);
    await write(first, "CREATE TABLE a (id int);\n");
  });
  afterEach(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  async function write(name: string, sql: string): Promise<void> {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "migration.sql"), sql);
  }

  const apply = () => applyMigrations(database.url, { folder });
  const pending = () => withClient(database.url, (client) => pendingMigrations(client, { folder }));

  test("applies what is missing, in order of time, and nothing twice", async () => {
    await write(second, "INSERT INTO a VALUES (1);");
    await writeFile(join(folder, "migration_lock.toml"), 'provider = "postgresql"\n');
    expect(await pending()).toEqual([first, second]);
    expect(await apply()).toEqual([first, second]);
    expect(await pending()).toEqual([]);
    expect(await apply()).toEqual([]);

    await write("20260103000000_third", "INSERT INTO a VALUES (2);");
    expect(await pending()).toEqual(["20260103000000_third"]);
    expect(await apply()).toEqual(["20260103000000_third"]);
    expect(await column(database.url, "SELECT id FROM a ORDER BY id")).toEqual([1, 2]);
  });

  test("keeps the books as Prisma does", async () => {
    await apply();
    const { rows } = await withClient(database.url, (client) =>
      client.query("SELECT * FROM _prisma_migrations"),
    );
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: createHash("sha256").update("CREATE TABLE a (id int);\n").digest("hex"),
        migration_name: first,
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        logs: null,
        rolled_back_at: null,
        applied_steps_count: 1,
      },
    ]);
  });

  test("several at once: one applies, the others wait for it", async () => {
    await write(second, "SELECT pg_sleep(0.2); CREATE TABLE b (id int);");
    const results = await Promise.all([apply(), apply(), apply()]);
    expect(results.filter((names) => names.length > 0)).toEqual([[first, second]]);
    expect(await column(database.url, books)).toEqual([first, second]);
  });

  test("refuses a migration that was edited after it was applied", async () => {
    await apply();
    await write(first, "CREATE TABLE a (id bigint);\n");
    await write(second, "CREATE TABLE b (id int);");
    await expect(apply()).rejects.toThrow(`Migration ${first} was edited after it was applied`);
    expect(await column(database.url, tables)).toEqual(["a"]);
  });

  test("takes other line endings for the same migration", async () => {
    await apply();
    await write(first, "CREATE TABLE a (id int);\r\n");
    expect(await apply()).toEqual([]);
  });

  test("keeps nothing of a migration that fails, names it and its line, and applies it once it is right", async () => {
    await write(
      second,
      "CREATE TABLE b (id int);\nINSERT INTO a VALUES (1);\n\nINSERT INTO nowhere VALUES (1);",
    );
    await expect(apply()).rejects.toThrow(
      `Migration ${second} failed, nothing of it was kept: relation "nowhere" does not exist (line 4)`,
    );
    expect(await column(database.url, tables)).toEqual(["a"]);
    expect(await column(database.url, "SELECT count(*)::int FROM a")).toEqual([0]);
    expect(await column(database.url, books)).toEqual([first]);
    expect(await pending()).toEqual([second]);

    await write(second, "CREATE TABLE b (id int);");
    expect(await apply()).toEqual([second]);
  });

  test("runs outside a transaction what asks for it", async () => {
    await write(second, "-- no-transaction\nCREATE INDEX CONCURRENTLY a_id_sql ON a (id);");
    expect(await apply()).toEqual([first, second]);
  });

  test("gives way to calls while a table is in use, and goes on once it is free", async () => {
    await apply();
    await write(second, "ALTER TABLE a ADD COLUMN name text;");
    await withClient(database.url, async (reader) => {
      await reader.query("BEGIN; SELECT count(*) FROM a");
      const locks = { timeoutMs: 50, tries: 2, pauseMs: 1 };
      await expect(applyMigrations(database.url, { folder, locks })).rejects.toThrow(
        `Migration ${second} failed, nothing of it was kept: canceling statement due to lock timeout`,
      );
      const lines: string[] = [];
      const log = (line: string) => {
        lines.push(line);
        if (lines.length === 1) void reader.query("COMMIT");
      };
      const patient = { timeoutMs: 50, tries: 100, pauseMs: 10 };
      expect(await applyMigrations(database.url, { folder, locks: patient, log })).toEqual([second]);
      expect(lines[0]).toBe(`Migration ${second} waits for a table that is in use (attempt 1).`);
    });
  });

  test("does not go on over a migration that may be half done", async () => {
    await write(second, "-- no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY a_id_sql ON a (nothing);");
    await expect(apply()).rejects.toThrow(`Migration ${second} failed, it ran outside a transaction`);
    await expect(apply()).rejects.toThrow(`Migration ${second} failed before and may be half done`);
    expect(await pending()).toEqual([second]);
    expect(
      await column(database.url, "SELECT logs FROM _prisma_migrations ORDER BY started_at DESC LIMIT 1"),
    ).toEqual([expect.stringContaining('column "nothing" does not exist')]);
  });

  test("goes on where the database knows more than the code, and says so", async () => {
    await write(second, "CREATE TABLE b (id int);");
    await apply();
    await rm(join(folder, second), { recursive: true });
    const lines: string[] = [];
    expect(await applyMigrations(database.url, { folder, log: (line) => lines.push(line) })).toEqual([]);
    expect(lines).toEqual([expect.stringContaining(second)]);
  });

  test("refuses a folder whose turn is unknown, and one that is not there", async () => {
    await write("add_things", "SELECT 1;");
    await expect(apply()).rejects.toThrow("is not named <14-digit time>_<name>");
    await expect(applyMigrations(database.url, { folder: join(folder, "none") })).rejects.toThrow(
      "no migrations",
    );
  });
});
