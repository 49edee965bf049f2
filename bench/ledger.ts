/**
 * Ledger postings and wallet holds with their settlement, at 16 connections on durable Postgres, beside pgbench running
 * a comparable transaction on the same database: `npm run bench -- ledger [seconds]`. Without pgbench on the machine
 * (Debian: postgresql-contrib) only our own figures are printed, and that it is missing is said.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cash, credit, debit, receivable } from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { post } from "@/lib/billing/ledger/post-transaction";
import { checkWallets } from "@/lib/billing/wallet/check-wallets";
import { creditTokens } from "@/lib/billing/wallet/credit-tokens";
import { holdTokens } from "@/lib/billing/wallet/hold-tokens";
import { settleHold } from "@/lib/billing/wallet/settle-hold";
import { usd } from "@/lib/money/money";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { openDatabase, transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { systemContext } from "@/lib/platform/jobs";
import { applyMigrations } from "@/lib/platform/migrations";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { startLocalPostgres } from "@/scripts/local-postgres";
import { machine, printTable } from "./report";

const CONNECTIONS = 16;
const OWNERS = 50;
const seconds = Number(process.argv[2] ?? 10);

/** Two account balances change and two entries are written: what a posting of two entries does, in pgbench's words. */
const PGBENCH_SCRIPT = `\\set debtor random(1, ${OWNERS})
\\set amount random(1, 5000)
BEGIN;
INSERT INTO bench_entries (transaction_id, account, amount) VALUES (gen_random_uuid(), :debtor, :amount), (gen_random_uuid(), 0, 0 - :amount::bigint);
UPDATE bench_balances SET amount = amount + :amount WHERE account = :debtor AND slot = 0;
UPDATE bench_balances SET amount = amount - :amount WHERE account = 0 AND slot = :client_id;
COMMIT;
`;

interface Rate {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

async function rateOf(work: (turn: number) => Promise<unknown>): Promise<Rate> {
  const tookMs: number[] = [];
  const end = performance.now() + seconds * 1_000;
  let turn = 0;
  const lane = async () => {
    while (performance.now() < end) {
      const started = performance.now();
      await work(turn++);
      tookMs.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  tookMs.sort((a, b) => a - b);
  const at = (share: number) => tookMs[Math.floor(share * (tookMs.length - 1))] ?? Number.NaN;
  return { perSecond: tookMs.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function pgbench(url: string, folder: string): Promise<Rate | null> {
  if (spawnSync("pgbench", ["--version"]).error !== undefined) return null;
  const script = join(folder, "posting.sql");
  await writeFile(script, PGBENCH_SCRIPT);
  const args = [
    "-n",
    "-f",
    script,
    "-c",
    String(CONNECTIONS),
    "-j",
    "2",
    "-T",
    String(seconds),
    "-M",
    "prepared",
    url,
  ];
  const { stdout, stderr, status } = spawnSync("pgbench", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`pgbench failed: ${stderr}`);
  const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  const meanMs = Number(/latency average = ([\d.]+)/.exec(stdout)?.[1]);
  return { perSecond: tps, p50Ms: meanMs, p99Ms: Number.NaN };
}

process.env.LOG_LEVEL ??= "warn";
const folder = await mkdtemp(join(tmpdir(), "soulmate-bench-"));
const postgres = await startLocalPostgres({ folder: join(folder, "postgres"), log: () => {} });
try {
  await applyMigrations(postgres.url);
  const database = openDatabase(postgres.url, CONNECTIONS);
  const ctx = systemContext(database, "bench");
  const owners: string[] = [];
  for (let index = 0; index < OWNERS; index += 1) {
    const input = { company_name: "Bench", email: `bench${index}@example.com`, tier: "free" } as const;
    const { partner } = await createPartner(ctx, input, { verifyBy: null });
    owners.push(partner.id);
    const tokens = 1_000_000_000;
    await creditTokens(ctx, { partnerId: partner.id, tokens, paid: usd(tokens / 100), key: "bench" });
  }
  const owner = (turn: number) => owners[turn % OWNERS] ?? "";
  await database.pool.query(`
    CREATE TABLE bench_entries (transaction_id uuid, account int, amount bigint, at timestamptz DEFAULT now());
    CREATE TABLE bench_balances (account int, slot int, amount bigint NOT NULL, PRIMARY KEY (account, slot));
    INSERT INTO bench_balances SELECT account, slot, 0 FROM generate_series(0, ${OWNERS}) account, generate_series(0, 15) slot`);

  const made = (turn: number) => ({
    key: `bench:${newId()}`,
    description: "Bench",
    entries: [debit(receivable(owner(turn)), usd(100)), credit(cash, usd(100))],
  });
  const alone = await rateOf((turn) => post(ctx, ctx.db, made(turn)));
  const posting = await rateOf((turn) => transaction(ctx, (tx) => post(ctx, tx, made(turn))));
  const expiresAt = new Date(Date.now() + 3_600_000);
  const pair = await rateOf(async (turn) => {
    const partner = { ...ctx, partnerId: owner(turn), mode: "live", permissions: ALL_PERMISSIONS } as const;
    const { holdId } = await holdTokens(partner, { feature: "bench", tokens: 100, key: newId(), expiresAt });
    await settleHold(partner, { holdId, tokens: 60 });
  });
  const peer = await pgbench(postgres.url, folder);
  const faults = [...(await checkLedger(ctx)).faults, ...(await checkWallets(ctx))];
  await database.close();

  const row = (name: string, rate: Rate) => [
    name,
    rate.perSecond.toFixed(0),
    rate.p50Ms.toFixed(1),
    Number.isNaN(rate.p99Ms) ? "" : rate.p99Ms.toFixed(1),
    peer === null ? "" : `${((100 * rate.perSecond) / peer.perSecond).toFixed(0)} %`,
  ];
  printTable(
    `Money, ${CONNECTIONS} connections, ${seconds} s each, durable`,
    ["what", "per second", "p50 ms", "p99 ms", "of pgbench"],
    [
      row("ledger posting (two entries)", alone),
      row("the same in a caller's transaction", posting),
      row("wallet hold and settle (a pair)", pair),
      ...(peer === null ? [] : [row("pgbench, comparable posting (mean ms)", peer)]),
    ],
  );
  if (peer === null)
    console.log("pgbench is not on this machine (Debian: postgresql-contrib): no peer was run.");
  console.log(
    faults.length === 0 ? "The books are right." : `The books are WRONG: ${JSON.stringify(faults)}`,
  );
  console.log(machine());
} finally {
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}
