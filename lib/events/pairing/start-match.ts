import { Accepted, type LaterTerms } from "@/lib/api/replies";
import { matchEvent } from "@/lib/events/pairing/match-event";
import type { StartedRun, StartMatch } from "@/lib/events/pairing/page-schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Terms of a person at a page: what takes long becomes a job that the page follows. */
export function pageTerms<C extends PartnerContext>(ctx: C): C & LaterTerms & { pinnedModel: null } {
  return { ...ctx, prefersLater: false, signal: new AbortController().signal, pinnedModel: null };
}

/** The run that began, whether it has finished at once or is a job. */
export function startedRun(reply: Accepted | { run_id: string }): StartedRun {
  if (!(reply instanceof Accepted)) return { run_id: reply.run_id, is_finished: true };
  return { run_id: reply.path.split("/").at(-1) ?? "", is_finished: false };
}

/** Matches the stored attendees of an event. Throws as matchEvent. */
export async function startMatch(ctx: PartnerContext, input: StartMatch): Promise<StartedRun> {
  assertPermitted(ctx, "events:write");
  return startedRun(await matchEvent(pageTerms(ctx), input));
}
