import { beforeAll, describe, expect, it } from "vitest";
import { findCredential } from "@/lib/partners/api-keys/authenticate-key";
import { getKeyLearning } from "@/lib/partners/api-keys/get-key-learning";
import { apiKeyJobs } from "@/lib/partners/api-keys/jobs";
import { learnAddresses } from "@/lib/partners/api-keys/learn-addresses";
import { LearnedAddresses, MAX_ADDRESSES } from "@/lib/partners/api-keys/learned-addresses";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { stopLearning } from "@/lib/partners/api-keys/stop-learning";
import { FixedClock } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/seal";
import { ownDatabase, runJob } from "@/test/own-database";
import { makeKey } from "@/test/partner-state";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const clock = new FixedClock("2026-03-01T12:00:00.000Z");
const DAY_MS = 86_400_000;

beforeAll(() => {
  setSettings();
});

async function arrange() {
  const partner = await makePartner({}, own.database);
  const key = await makeKey(partner, {}, own.database);
  return {
    ctx: own.as(partner, { clock }),
    key,
    key_id: key.id,
    seen: new LearnedAddresses(own.database.pool),
  };
}

const later = (ms: number) => new Date(clock.now().getTime() + ms);

describe("a key that learns", () => {
  it("keeps the addresses it is used from, summed over writes, and proposes an allowlist of them", async () => {
    const { ctx, key, key_id, seen } = await arrange();
    const learning = await learnAddresses(ctx, { key_id, days: 7 });
    expect(learning).toMatchObject({
      learns_until: later(7 * DAY_MS).toISOString(),
      addresses: [],
      proposal: [],
    });
    const credential = await findCredential(own.database, sha256(key.key));
    expect(credential?.learnsUntilMs).toBe(later(7 * DAY_MS).getTime());

    seen.mark(key_id, "203.0.113.7", later(1_000));
    seen.mark(key_id, "203.0.113.7", later(2_000));
    seen.mark(key_id, "2001:db8::1", later(3_000));
    seen.mark(key_id, null, later(3_000));
    await seen.flush();
    seen.mark(key_id, "203.0.113.7", later(9_000));
    await seen.flush();
    expect(await getKeyLearning(ctx, { key_id })).toMatchObject({
      addresses: [
        {
          address: "203.0.113.7",
          calls: 3,
          first_seen_at: later(1_000).toISOString(),
          last_seen_at: later(9_000).toISOString(),
        },
        { address: "2001:db8::1", calls: 1 },
      ],
      proposal: ["203.0.113.7", "2001:db8::1"],
      uncovered: [],
    });
    const actions = await own.prisma.auditEvent.findMany({
      where: { targetId: key_id },
      orderBy: { id: "asc" },
    });
    expect(actions.map(({ action }) => action)).toContain("api_key.learning_started");
  });

  it("keeps nothing once it has stopped, and forgets what it knew where that is asked", async () => {
    const { ctx, key_id, seen } = await arrange();
    await learnAddresses(ctx, { key_id, days: 1 });
    seen.mark(key_id, "203.0.113.7", later(1_000));
    await seen.flush();
    await stopLearning(ctx, { key_id, forget: false });
    seen.mark(key_id, "203.0.113.8", later(2_000));
    await seen.flush();
    expect(await getKeyLearning(ctx, { key_id })).toMatchObject({
      learns_until: null,
      proposal: ["203.0.113.7"],
    });
    await stopLearning(ctx, { key_id, forget: true });
    await stopLearning(ctx, { key_id, forget: true });
    expect((await getKeyLearning(ctx, { key_id })).addresses).toEqual([]);
    await learnAddresses(ctx, { key_id, days: 1 });
    seen.mark(key_id, "203.0.113.9", later(DAY_MS + 1));
    await seen.flush();
    expect((await getKeyLearning(ctx, { key_id })).addresses).toEqual([]);
  });

  it("keeps a bounded number of addresses, and says what the proposal has no room for", async () => {
    const { ctx, key_id, seen } = await arrange();
    await learnAddresses(ctx, { key_id, days: 1 });
    await own.prisma.keyAddress.createMany({
      data: Array.from({ length: MAX_ADDRESSES - 1 }, (_, net) => ({
        apiKeyId: key_id,
        address: `10.${net >> 8}.${net & 255}.1`,
        calls: 1_000 - net,
        firstSeenAt: later(0),
        lastSeenAt: later(0),
      })),
    });
    seen.mark(key_id, "203.0.113.1", later(1));
    await seen.flush();
    seen.mark(key_id, "203.0.113.2", later(1));
    seen.mark(key_id, "203.0.113.1", later(2));
    await seen.flush();
    const { addresses, proposal, uncovered } = await getKeyLearning(ctx, { key_id });
    expect(addresses).toHaveLength(MAX_ADDRESSES);
    expect(addresses.find(({ address }) => address === "203.0.113.1")?.calls).toBe(2);
    expect(proposal).toHaveLength(100);
    expect(uncovered).toHaveLength(MAX_ADDRESSES - 100);
  });

  it("is written by two processes at once without either waiting for good", async () => {
    const { ctx, key_id } = await arrange();
    await learnAddresses(ctx, { key_id, days: 1 });
    const addresses = Array.from({ length: 50 }, (_, host) => `203.0.113.${host}`);
    await Promise.all(
      [addresses, [...addresses].reverse()].map(async (order) => {
        const seen = new LearnedAddresses(own.database.pool);
        for (const address of order) seen.mark(key_id, address, later(1));
        await seen.flush();
      }),
    );
    const { addresses: known } = await getKeyLearning(ctx, { key_id });
    expect(known.map(({ calls }) => calls)).toEqual(addresses.map(() => 2));
  });

  it("forgets addresses not seen for thirty days", async () => {
    const { ctx, key_id, seen } = await arrange();
    await learnAddresses(ctx, { key_id, days: 14 });
    seen.mark(key_id, "203.0.113.1", later(0));
    seen.mark(key_id, "203.0.113.2", later(2 * DAY_MS));
    await seen.flush();
    const system = own.system(new FixedClock(later(31 * DAY_MS)));
    await runJob(apiKeyJobs, "partners.forget-addresses", system, {});
    const { addresses } = await getKeyLearning(ctx, { key_id });
    expect(addresses.map(({ address }) => address)).toEqual(["203.0.113.2"]);
  });

  it("must be in use", async () => {
    const { ctx, key_id } = await arrange();
    await revokeApiKey(ctx, { partner_id: ctx.partnerId, key_id });
    await expect(learnAddresses(ctx, { key_id, days: 1 })).rejects.toMatchObject({ code: "key_inactive" });
  });
});
