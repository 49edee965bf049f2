import { createSchedule } from "@/lib/events/pairing/create-schedule";
import type { StartedRun, StartSchedule } from "@/lib/events/pairing/page-schemas";
import { pageTerms, startedRun } from "@/lib/events/pairing/start-match";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Plans rounds for the stored attendees of an event. Throws as createSchedule. */
export async function startSchedule(ctx: PartnerContext, input: StartSchedule): Promise<StartedRun> {
  assertPermitted(ctx, "events:write");
  return startedRun(await createSchedule(pageTerms(ctx), { ...input, attendee_traits: null }));
}
