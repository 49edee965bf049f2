import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { generateSecret } from "otplib";
import type { PoolClient } from "pg";
import { changeUserRole } from "@/lib/identity/accounts/change-user-role";
import { createUser } from "@/lib/identity/accounts/create-user";
import { sealTotpSecret } from "@/lib/identity/accounts/totp-secret";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createContractPartner } from "@/lib/partners/partners/create-contract-partner";
import { CallRecorder } from "@/lib/partners/usage/call-recorder";
import { makePartitions } from "@/lib/partners/usage/maintain-partitions";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { FixedClock, systemClock } from "@/lib/platform/clock";
import type { Mode, PartnerContext } from "@/lib/platform/context";
import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { type JobContext, systemContext } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";
import { acceptTerms } from "@/prisma/seed/accept-terms";
import { liveThroughBilling } from "./demo-billing";
import { type DemoCallers, type DemoSpan, demoCalls, HOUR_MS } from "./demo-calls";
import { seedComingEvents } from "./demo-coming-events";
import { seedEvents } from "./demo-events";
import { seedPastEvents } from "./demo-past-event";
import { seedPeopleWithResults } from "./demo-people";
import { seedResearch } from "./demo-research";

/** Calls are kept for ninety days: all that the demo has made can be looked at for some days. */
const DAYS = 84;
const UPGRADED_AFTER_DAYS = 40;
const DAY_MS = 86_400_000;
const SEED_LOCK = 7_240_392;

export interface Demo {
  company_name: string;
  partner_id: string;
  test_key: string;
  live_key: string;
  /** Who can sign in, all with one password. */
  password: string;
  people: readonly { email: string; as: string }[];
  /** What the admin's authenticator app knows: admins need two-step sign-in. */
  admin_totp_secret: string;
}

/** The demo company's team, and who runs the installation. */
const PEOPLE = [
  { email: "owner@lantern.example", name: "Olive Owner", role: "owner" },
  { email: "developer@lantern.example", name: "Dev Patel", role: "developer" },
  { email: "viewer@lantern.example", name: "Vera Viewer", role: "viewer" },
  { email: "admin@soulmate.example", name: "Ada Admin", role: null },
] as const;

/** Makes the demo's people, all with one password of this installation's own. The admin has an authenticator app, too. */
async function seedPeople(
  ctx: JobContext,
  partnerId: string,
): Promise<Pick<Demo, "password" | "people" | "admin_totp_secret">> {
  const admin_totp_secret = generateSecret();
  const password = `demo-${randomBytes(6).toString("hex")}`;
  for (const { email, name, role } of PEOPLE) {
    const user = await createUser(ctx, { email, name, password });
    await acceptTerms(ctx, user.id);
    if (role === null) {
      await changeUserRole(ctx, { email, role: "admin" });
      const sealedTotpSecret = sealTotpSecret(user.id, admin_totp_secret);
      await ctx.db.user.update({
        where: { id: user.id },
        data: { sealedTotpSecret, totpEnabledAt: ctx.clock.now() },
      });
      continue;
    }
    const now = ctx.clock.now();
    await ctx.db.partnerMember.create({
      data: { id: newId(now), partnerId, userId: user.id, role, createdAt: now, updatedAt: now },
    });
  }
  return {
    password,
    people: PEOPLE.map(({ email, role }) => ({ email, as: role ?? "admin of Soulmate" })),
    admin_totp_secret,
  };
}

/**
 * Fills an empty database with one partner, its team, four keys and twelve weeks of calls, so that nothing has to be imagined.
 * Where no real money can move it has paid for them, too; elsewhere it is a partner by contract. Returns null, and touches
 * nothing, where there is any partner already; of several at a time one makes it, and the others wait for that.
 */
export async function seedDemo(database: Database): Promise<Demo | null> {
  const turn = await database.pool.connect();
  try {
    while (!(await isOurTurn(turn))) await wait(200);
    return (await database.prisma.partner.count()) > 0 ? null : await makeDemo(database);
  } finally {
    // Its session, and so its lock, ends with it.
    turn.release(true);
  }
}

async function isOurTurn(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean }>("SELECT pg_try_advisory_lock($1) AS ours", [
    SEED_LOCK,
  ]);
  return rows[0]?.ours === true;
}

async function makeDemo(database: Database): Promise<Demo> {
  const end = systemClock.now().getTime();
  const start = Math.floor((end - DAYS * DAY_MS) / HOUR_MS) * HOUR_MS;
  const clock = new FixedClock(new Date(start));
  const ctx = { ...systemContext(database, "demo"), clock };
  const company_name = "Lantern Dating (demo)";
  const made = await createContractPartner(ctx, {
    company_name,
    email: "demo@lantern.example",
    tier: "professional",
    active: true,
  });
  const { partner_id, test_key, live_key } = made;
  if (live_key === null) throw new Error("The demo partner has no live key.");
  const people = await seedPeople(ctx, partner_id);
  const partnerCtx: PartnerContext = {
    ...ctx,
    partnerId: partner_id,
    mode: "live",
    permissions: ALL_PERMISSIONS,
  };
  const callUntil = await makeCalls(database, partnerCtx, { start, end });
  if (usesStripeStandIn()) {
    const upgradeAt = start + UPGRADED_AFTER_DAYS * DAY_MS;
    await liveThroughBilling({ ctx: partnerCtx, clock, callUntil }, { upgradeAt, end });
  } else await callUntil(end);
  await rollupUsage(systemContext(database, "demo"));
  await seedEvents({ ...partnerCtx, clock: new FixedClock(new Date(end)) });
  const readers = await seedPeopleWithResults(systemContext(database, "demo"), {
    password: people.password,
    end,
  });
  // People are there by now, and register for some of these.
  await seedComingEvents(
    { ...partnerCtx, clock: new FixedClock(new Date(end)) },
    systemContext(database, "demo"),
  );
  await seedPastEvents(partnerCtx, systemContext(database, "demo"), end);
  const researchers = await seedResearch(systemContext(database, "demo"), { password: people.password, end });
  return {
    company_name,
    partner_id,
    test_key,
    live_key,
    ...people,
    people: [...people.people, ...readers, ...researchers],
  };
}

/** Makes the keys of the demo's apps; the answer records their calls, hour by hour, from where it was left. */
async function makeCalls(
  database: Database,
  ctx: PartnerContext,
  span: DemoSpan,
): Promise<(time: number) => Promise<void>> {
  const { partnerId } = ctx;
  const key = (name: string, mode: Mode) =>
    createApiKey(ctx, {
      partner_id: partnerId,
      name,
      mode,
      scopes: ["compatibility:calculate", "usage:read"],
      expires_at: null,
      ip_allowlist: [],
      pinned_model: null,
      signature_required: false,
    });
  const ios = await key("iOS app", "live");
  const nightly = await key("Nightly matching", "live");
  const named = (name: string) => ctx.db.apiKey.findFirstOrThrow({ where: { partnerId, name } });
  const [first, test] = [await named("First live key"), await named("First test key")];
  const callers: DemoCallers = {
    partnerId,
    keys: [
      [first.id, "live", 0.45],
      [ios.id, "live", 0.4],
      [test.id, "test", 0.15],
    ],
    nightlyKey: nightly.id,
  };
  await makePartitions(ctx, new Date(span.start - DAY_MS), new Date(span.end));
  const recorder = new CallRecorder(database.pool, log());
  let from = span.start;
  return async (time) => {
    const to = Math.floor(time / HOUR_MS) * HOUR_MS;
    for (const call of demoCalls(callers, span, from, to)) recorder.note(call);
    from = to;
    await recorder.flush();
  };
}
