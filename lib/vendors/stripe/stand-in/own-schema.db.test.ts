import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openDatabase } from "@/lib/platform/db";
import { applyMigrations } from "@/lib/platform/migrations";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { ownDatabase } from "@/test/own-database";
import { createTestDatabase } from "@/test/test-database";

const MIGRATIONS = "prisma/migrations";
/** The first made its tables among the product's, the second moved them away. */
const OF_THE_STAND_IN = ["20261120145323_stripe_stand_in", "20261130124933_stripe_stand_in_apart"];

const own = ownDatabase();
const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

it("makes its schema when it is first asked, and a database that it never ran on has nothing of it", async () => {
  const tables = () =>
    own.rows<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables
       WHERE schemaname = 'stripe_stand_in' OR tablename LIKE 'stripe_stand_in%' ORDER BY 1`,
    );
  expect(await tables()).toEqual([]);
  const ask = () => standInClient({ db: own.prisma }).customers.list();
  expect((await Promise.all([ask(), ask(), ask()])).map(({ data }) => data)).toEqual([[], [], []]);
  expect((await tables()).map(({ name }) => name)).toEqual([
    "stripe_stand_in.clock",
    "stripe_stand_in.deliveries",
    "stripe_stand_in.migrations",
    "stripe_stand_in.objects",
    "stripe_stand_in.replies",
  ]);
});

it("keeps what a demo had before the tables were moved", async () => {
  const folder = await mkdtemp(join(tmpdir(), "soulmate-migrations-"));
  folders.push(folder);
  await cp(MIGRATIONS, folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => /^\d{14}_/.test(name)).sort();
  const moved = OF_THE_STAND_IN[1] ?? "";
  for (const name of names.slice(names.indexOf(moved))) await rm(join(folder, name), { recursive: true });
  const test = await createTestDatabase({ empty: true });
  try {
    await applyMigrations(test.url, { folder });
    const database = openDatabase(test.url, 2);
    try {
      const state = { id: "acct_1", created: 1_700_000_000 };
      await database.pool.query(
        "INSERT INTO stripe_stand_in_objects (id, kind, data) VALUES ('acct_1', 'account', $1)",
        [state],
      );
      await database.pool.query("INSERT INTO stripe_stand_in_clock (id, offset_ms) VALUES (1, 60000)");
      await applyMigrations(test.url);
      const made = await standInClient({ db: database.prisma }).customers.create({ name: "Ada" });
      expect(made.created * 1_000 - Date.now()).toBeGreaterThan(30_000);
      const { rows } = await database.pool.query("SELECT kind FROM stripe_stand_in.objects ORDER BY seq");
      expect(rows.map(({ kind }) => kind)).toEqual(["account", "customer", "event"]);
    } finally {
      await database.close();
    }
  } finally {
    await test.drop();
  }
});

it("is named by no migration of the product but the one that made its tables and the one that moved them", async () => {
  const names = (await readdir(MIGRATIONS)).filter((name) => /^\d{14}_/.test(name));
  const naming = await Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(MIGRATIONS, name, "migration.sql"), "utf8");
      return /stand_?in/i.test(sql) ? [name] : [];
    }),
  );
  expect(naming.flat().sort()).toEqual(OF_THE_STAND_IN);
});
