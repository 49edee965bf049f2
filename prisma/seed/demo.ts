import { randomBytes } from "node:crypto";
import { changeUserRole } from "@/lib/accounts/change-user-role";
import { createUser } from "@/lib/accounts/create-user";
import { applyInvoice } from "@/lib/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/apply-subscription";
import { ensureCustomer } from "@/lib/billing/ensure-customer";
import { findPrice } from "@/lib/billing/find-price";
import { startUsage } from "@/lib/billing/start-usage";
import { idOf, planPrice } from "@/lib/billing/stripe-names";
import { createApiKey } from "@/lib/partners/create-api-key";
import { createContractPartner } from "@/lib/partners/create-contract-partner";
import { systemClock } from "@/lib/platform/clock";
import type { Mode, PartnerContext } from "@/lib/platform/context";
import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { type JobContext, systemContext } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { type Call, CallRecorder } from "@/lib/usage/call-recorder";
import { makePartitions } from "@/lib/usage/maintain-partitions";
import { rollupUsage } from "@/lib/usage/rollup-usage";
import { stripe, usesStripeStandIn } from "@/lib/vendors/stripe/stripe-client";

const DAYS = 30;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface Demo {
  company_name: string;
  partner_id: string;
  test_key: string;
  live_key: string;
  /** Who can sign in, all with one password. */
  password: string;
  people: readonly { email: string; as: string }[];
}

/** The demo company's team, and who runs the installation. */
const PEOPLE = [
  { email: "owner@lantern.example", name: "Olive Owner", role: "owner" },
  { email: "developer@lantern.example", name: "Dev Patel", role: "developer" },
  { email: "viewer@lantern.example", name: "Vera Viewer", role: "viewer" },
  { email: "admin@soulmate.example", name: "Ada Admin", role: null },
] as const;

/** Makes the demo's people, all with one password of this installation's own. */
async function seedPeople(ctx: JobContext, partnerId: string): Promise<Pick<Demo, "password" | "people">> {
  const password = `demo-${randomBytes(6).toString("hex")}`;
  for (const { email, name, role } of PEOPLE) {
    const user = await createUser(ctx, { email, name, password });
    if (role === null) {
      await changeUserRole(ctx, { email, role: "admin" });
      continue;
    }
    const now = ctx.clock.now();
    await ctx.db.partnerMember.create({
      data: { id: newId(now), partnerId, userId: user.id, role, createdAt: now, updatedAt: now },
    });
  }
  return { password, people: PEOPLE.map(({ email, role }) => ({ email, as: role ?? "admin of Soulmate" })) };
}

/**
 * Fills an empty database with one partner, its team, four keys and thirty days of calls, so that nothing has to be imagined.
 * Returns null, and touches nothing, where there is any partner already.
 */
export async function seedDemo(database: Database): Promise<Demo | null> {
  const { prisma } = database;
  if ((await prisma.partner.count()) > 0) return null;
  const ctx = systemContext(database, "demo");
  const company_name = "Lantern Dating (demo)";
  const made = await createContractPartner(ctx, {
    company_name,
    email: "demo@lantern.example",
    tier: "professional",
    active: true,
  });
  const { partner_id, test_key, live_key } = made;
  if (live_key === null) throw new Error("The demo partner has no live key.");
  const partnerCtx: PartnerContext = {
    ...ctx,
    partnerId: partner_id,
    mode: "live",
    permissions: ALL_PERMISSIONS,
  };
  const key = (name: string, mode: Mode) =>
    createApiKey(partnerCtx, {
      partner_id,
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
  const [first, test] = await Promise.all([
    prisma.apiKey.findFirstOrThrow({ where: { partnerId: partner_id, name: "First live key" } }),
    prisma.apiKey.findFirstOrThrow({ where: { partnerId: partner_id, name: "First test key" } }),
  ]);

  const now = systemClock.now().getTime();
  await makePartitions(ctx, new Date(now - (DAYS + 1) * DAY_MS), new Date(now));
  const recorder = new CallRecorder(database.pool, log());
  const keys: [string, Mode, number][] = [
    [first.id, "live", 0.45],
    [ios.id, "live", 0.4],
    [test.id, "test", 0.15],
  ];
  for (const call of demoCalls(now, partner_id, keys, nightly.id)) recorder.note(call);
  await recorder.flush();
  await rollupUsage(ctx);
  await seedPlan(ctx, partnerCtx);
  return { company_name, partner_id, test_key, live_key, ...(await seedPeople(ctx, partner_id)) };
}

/** Buys the demo company its plan, where no real money can move; elsewhere it stays one by contract. */
async function seedPlan(ctx: JobContext, partnerCtx: PartnerContext): Promise<void> {
  if (!usesStripeStandIn()) return;
  const { partnerId } = partnerCtx;
  await ctx.db.partner.update({ where: { id: partnerId }, data: { byContract: false } });
  const customer = await ensureCustomer(partnerCtx);
  const price = await findPrice(ctx, planPrice("professional"));
  const client = stripe(ctx);
  const card = await client.paymentMethods.attach("pm_card_visa", { customer });
  const plan = await client.subscriptions.create({
    customer,
    items: [{ price: price.id }],
    default_payment_method: card.id,
    metadata: { kind: "plan", partner_id: partnerId },
  });
  await applySubscription(ctx, plan.id);
  const invoice = idOf(plan.latest_invoice);
  if (invoice !== null) await applyInvoice(ctx, invoice);
  await startUsage(ctx, { partner_id: partnerId });
}

/** Calls as an app makes them: busy in the evening and at weekends, growing, a few mistakes, batches at night. */
function* demoCalls(
  now: number,
  partnerId: string,
  keys: [string, Mode, number][],
  nightlyKey: string,
): Generator<Call> {
  const start = Math.floor((now - DAYS * DAY_MS) / HOUR_MS) * HOUR_MS;
  for (let hour = start; hour < now - HOUR_MS; hour += HOUR_MS) {
    const time = new Date(hour);
    const fromEight = ((time.getUTCHours() - 20 + 36) % 24) - 12;
    const evening = Math.exp(-(fromEight * fromEight) / 18);
    const weekend = [0, 5, 6].includes(time.getUTCDay()) ? 1.5 : 1;
    const growth = 0.7 + (0.6 * (hour - start)) / (DAYS * DAY_MS);
    const calls = Math.round((2 + 24 * evening) * weekend * growth * (0.8 + 0.4 * Math.random()));
    for (let made = 0; made < calls; made += 1) {
      const [keyId, mode] = pick(keys);
      yield demoCall(hour + Math.floor(Math.random() * HOUR_MS), partnerId, keyId, mode);
    }
    if (time.getUTCHours() === 2) {
      for (let batch = 0; batch < 12; batch += 1) {
        const at = hour + batch * 90_000 + Math.floor(Math.random() * 20_000);
        yield {
          ...demoCall(at, partnerId, nightlyKey, "live"),
          endpoint: "/v1/compatibility/batch",
          status: 200,
          errorCode: null,
          units: 50,
          billable: true,
          durationUs: Math.round(3_000 + 2_500 * Math.random()),
          country: "IE",
          userAgent: "lantern-nightly/1.3",
        };
      }
    }
  }
}

function pick(keys: [string, Mode, number][]): [string, Mode, number] {
  let left = Math.random();
  for (const key of keys) {
    left -= key[2];
    if (left <= 0) return key;
  }
  return keys[0] as [string, Mode, number];
}

const COUNTRIES = ["IE", "GB", "DE", "FR", "ES", "US", "BR", null] as const;

function demoCall(at: number, partnerId: string, apiKeyId: string, mode: Mode): Call {
  const luck = Math.random();
  const [status, errorCode] =
    luck < 0.965 ? [200, null] : luck < 0.985 ? [400, "invalid_input"] : [429, "rate_limited_minute"];
  const occurredAt = new Date(at);
  const ok = status === 200;
  return {
    requestId: newId(occurredAt),
    occurredAt,
    partnerId,
    apiKeyId,
    mode,
    endpoint: "/v1/compatibility/calculate",
    method: "POST",
    status: Number(status),
    errorCode: errorCode === null ? null : String(errorCode),
    durationUs: Math.round(600 * Math.exp(0.6 * (Math.random() + Math.random() + Math.random() - 1.5) * 2)),
    units: ok ? 1 : 0,
    billable: ok && mode === "live",
    ip: "203.0.113.0",
    country: COUNTRIES[Math.floor(Math.random() ** 2 * COUNTRIES.length)] ?? null,
    userAgent: mode === "test" ? "curl/8.5.0" : "lantern-backend/2.1",
  };
}
