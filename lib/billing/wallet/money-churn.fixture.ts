import { creditTokens } from "@/lib/billing/wallet/credit-tokens";
import { expireHolds } from "@/lib/billing/wallet/expire-holds";
import { holdTokens } from "@/lib/billing/wallet/hold-tokens";
import { releaseHold } from "@/lib/billing/wallet/release-hold";
import { settleHold } from "@/lib/billing/wallet/settle-hold";
import { usd } from "@/lib/money/money";
import { FixedClock, systemClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { isDatabaseOutage, openDatabase } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { systemContext } from "@/lib/platform/jobs";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";

/**
 * A process of its own that moves money at random until it has done so many operations or is killed:
 * `node … money-churn.fixture.ts <database> <seed> <operations> <lanes> <partner,partner,…>`.
 * It writes `bought <partner> <key> <tokens>` for every purchase that it was told of, and `done <operations>` now and then.
 */
const [url = "", seed = "1", operations = "0", lanes = "16", owners = ""] = process.argv.slice(2);
const partners = owners.split(",");
const database = openDatabase(url, Number(lanes));
const HOUR_MS = 3_600_000;

/** Mulberry32: small, seeded, good enough to choose what to do next. */
let state = Number(seed);
function chance(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}

/** Tries until the database has said yes or no: a connection that was cut says neither. */
async function surely<T>(work: () => Promise<T>): Promise<T | null> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) return null;
      if (!isDatabaseOutage(error)) throw error;
    }
  }
}

let done = 0;
const open: { ctx: PartnerContext; holdId: string; tokens: number }[] = [];

async function operation(number: number): Promise<void> {
  const partnerId = partners[chance(partners.length)] ?? "";
  const ctx: PartnerContext = {
    ...systemContext(database, "churn"),
    partnerId,
    mode: "live",
    permissions: ALL_PERMISSIONS,
  };
  const key = `${seed}:${number}`;
  const kind = chance(100);
  if (kind < 10) {
    const thousands = 1 + chance(3);
    const paid = usd(chance(4) === 0 ? chance(thousands * 10 + 1) : thousands * 10);
    const purchase = { partnerId, tokens: thousands * 1_000, paid, key };
    if ((await surely(() => creditTokens(ctx, purchase))) !== null)
      process.stdout.write(`bought ${partnerId} ${key} ${purchase.tokens}\n`);
  } else if (kind < 50 || open.length === 0) {
    const tokens = 1 + chance(400);
    const expiresAt = new Date(Date.now() + (chance(10) === 0 ? -1 : HOUR_MS));
    const held = await surely(() => holdTokens(ctx, { feature: "churn", tokens, key, expiresAt }));
    if (held !== null) open.push({ ctx, holdId: held.holdId, tokens });
  } else if (kind < 51) {
    await surely(() => expireHolds({ ...ctx, clock: new FixedClock(systemClock.now()) }));
  } else {
    const [hold] = open.splice(chance(open.length), 1);
    if (hold === undefined) return;
    const took = chance(hold.tokens + 30);
    if (chance(5) === 0) await surely(() => releaseHold(hold.ctx, hold));
    else await surely(() => settleHold(hold.ctx, { holdId: hold.holdId, tokens: took }));
  }
}

let next = 0;
async function lane(): Promise<void> {
  while (next < Number(operations)) {
    next += 1;
    await operation(next);
    done += 1;
    if (done % 250 === 0) process.stdout.write(`done ${done}\n`);
  }
}

await Promise.all(Array.from({ length: Number(lanes) }, lane));
process.stdout.write(`done ${done}\n`);
await database.close();
