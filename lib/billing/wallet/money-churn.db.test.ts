import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { checkWallets } from "@/lib/billing/wallet/check-wallets";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { newId } from "@/lib/platform/ids";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(4);
const WALLETS = 50;
const CONNECTIONS = 16;
/** Enough to find a fault within a minute; `MONEY_CHURN=100000` is the proof that the books are promised to bear. */
const OPERATIONS = Number(process.env.MONEY_CHURN ?? 3_000);
/** Connections are cut this often, in operations. */
const CUT_EVERY = 500;

interface Purchase {
  partnerId: string;
  key: string;
  tokens: number;
}

/** How many connections were cut so far. */
let cut = 0;

/** Runs the churn until it has ended, or has done `killAfter` operations and is killed for it. */
function churn(seed: number, operations: number, partners: string[], bought: Purchase[], killAfter?: number) {
  return new Promise<number>((resolve, reject) => {
    const script = "lib/billing/wallet/money-churn.fixture.ts";
    const url = new URL(own.url);
    url.searchParams.set("application_name", "churn");
    const args = [url.href, String(seed), String(operations), String(CONNECTIONS), partners.join(",")];
    const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LOG_LEVEL: "silent" },
    });
    let errors = "";
    child.stderr.on("data", (chunk) => (errors += String(chunk)));
    let done = 0;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [what, first = "", key = "", tokens] = line.split(" ");
      if (what === "bought") bought.push({ partnerId: first, key, tokens: Number(tokens) });
      if (what !== "done") return;
      done = Number(first);
      if (done % CUT_EVERY === 0) void cutConnections();
      if (killAfter !== undefined && done >= killAfter) child.kill("SIGKILL");
    });
    child.on("close", (code, signal) => {
      if (code === 0 || (signal === "SIGKILL" && killAfter !== undefined)) resolve(done);
      else reject(new Error(`The churn ended with ${code ?? signal}: ${errors}`));
    });
  });
}

/** Cuts three connections of the churn's in the middle of whatever they are doing, and counts them. */
async function cutConnections(): Promise<void> {
  const found = await own.rows(`
    SELECT pg_terminate_backend(pid) FROM (
      SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'churn' ORDER BY state = 'idle', random() LIMIT 3
    ) AS busy_first`);
  cut += found.length;
}

it("makes and loses no cent and no token, whatever is cut off, and never goes below zero", async () => {
  const partners: string[] = [];
  for (let index = 0; index < WALLETS; index += 1) {
    const input = { company_name: "Churner", email: `churn-${newId()}@example.com`, tier: "free" } as const;
    partners.push((await createPartner(own.system(), input, { verifyBy: null })).partner.id);
  }
  const bought: Purchase[] = [];
  const third = Math.floor(OPERATIONS / 3);
  let done = await churn(1, third * 2, partners, bought, third);
  done += await churn(2, third * 2, partners, bought, third);
  done += await churn(3, Math.max(OPERATIONS - done, 1_000), partners, bought);
  expect(done).toBeGreaterThanOrEqual(OPERATIONS);

  const ledger = await checkLedger(own.system());
  expect(ledger.faults).toEqual([]);
  expect(await checkWallets(own.system())).toEqual([]);
  // Every purchase that was acknowledged stands, once, with the number of tokens that was bought.
  const kept = await own.rows<{ partner_id: string; key: string; tokens: string }>(
    "SELECT partner_id, key, tokens FROM wallet_entries WHERE kind = 'purchase'",
  );
  const byKey = new Map(kept.map(({ partner_id, key, tokens }) => [`${partner_id} ${key}`, Number(tokens)]));
  expect(byKey.size).toBe(kept.length);
  for (const { partnerId, key, tokens } of bought) expect(byKey.get(`${partnerId} ${key}`), key).toBe(tokens);
  // Not everything was refused: there was something to get wrong.
  expect(ledger.transactions).toBeGreaterThan(OPERATIONS / 10);
  expect(cut).toBeGreaterThan(0);
}, 3_600_000);
