import { apartPairs } from "@/lib/events/pairing/apart-pairs";
import type { Compute, Found } from "@/lib/events/pairing/found";
import type { KeptSchedule } from "@/lib/events/pairing/match-task";
import { loadOwnCrowd } from "@/lib/events/pairing/own-crowd";
import { insertOwnPlan, planOwnSchedule } from "@/lib/events/pairing/own-schedule";
import { planSchedule } from "@/lib/events/pairing/plan-schedule";
import type { SchedulePlan } from "@/lib/events/pairing/schedule-schemas";
import type { Context } from "@/lib/platform/context";

/**
 * Plans a schedule for the attendees of a call, and apart from them one for guests who answered for themselves, who are
 * read when it begins. Nothing but `store` knows of the second. Throws as `planSchedule` does.
 */
export async function planForAll(
  ctx: Context,
  event: { eventId: string; partnerId: string },
  { call, modelVersion }: { call: KeptSchedule; modelVersion: string },
  compute: Compute,
): Promise<Found & { plan(billableUnits: number): SchedulePlan }> {
  const { own } = call;
  if (own === null) return planSchedule(call, modelVersion, compute);
  const apart = await apartPairs(ctx.db, event.eventId);
  const found = await planSchedule(call, modelVersion, compute, apart);
  const crowd = await loadOwnCrowd(ctx, event);
  const ownPlan = await planOwnSchedule(ctx, { crowd, call: { ...call, own }, apart }, compute);
  if (ownPlan === null) return found;
  return {
    ...found,
    store: async (tx, runId, units) => {
      await found.store(tx, runId, units);
      await insertOwnPlan(tx, runId, ownPlan);
    },
  };
}
