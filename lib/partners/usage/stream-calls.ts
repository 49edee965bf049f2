import { listCalls } from "@/lib/partners/usage/list-calls";
import type { CallRow, StreamCallsQuery } from "@/lib/partners/usage/schemas";
import { SLOWEST_MS } from "@/lib/partners/usage/tail-calls";
import type { PartnerContext } from "@/lib/platform/context";
import { idTime } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

/** How often the log is looked at for each stream. */
const POLL_MS = 1_000;
const PAGE = 100;
/** The most that one look takes: beyond it the stream says that it left some out. */
const MOST_PAGES = 10;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type CallEvent =
  | { event: "call"; id: string; data: CallRow }
  | { event: "gap"; data: { before: string } };

interface StreamContext extends PartnerContext {
  readonly signal: AbortSignal;
  readonly lastEventId: string | null;
}

/**
 * The calls of the caller's mode as they come, the oldest first, from the moment that it begins or from the last event that
 * the client got. A call appears once it was answered, and never twice in one stream; after a return those of the half
 * minute before the last event come again. Throws Forbidden, and Invalid for an event id that is not ours.
 */
export async function streamCalls(
  ctx: StreamContext,
  filters: StreamCallsQuery,
): Promise<AsyncIterable<CallEvent>> {
  assertPermitted(ctx, "usage:read");
  const { lastEventId } = ctx;
  if (lastEventId !== null && !UUID.test(lastEventId)) {
    throw invalidInput([{ path: "Last-Event-ID", message: "Must be the id of an event of this stream." }]);
  }
  const since = lastEventId === null ? idTime(ctx.requestId) : idTime(lastEventId);
  // The last event is known; so is, in a new stream, whatever came before it.
  const known = new Set(lastEventId === null ? [] : [lastEventId]);
  if (lastEventId === null) {
    const earlier = await readNew(ctx, filters, since.getTime() - SLOWEST_MS, known);
    for (const { id } of earlier.rows) if (idTime(id) < since) known.add(id);
  }
  return follow(ctx, filters, since, known);
}

async function* follow(
  ctx: StreamContext,
  filters: StreamCallsQuery,
  since: Date,
  known: Set<string>,
): AsyncGenerator<CallEvent> {
  let newest = since.getTime();
  while (!ctx.signal.aborted) {
    const earliest = newest - SLOWEST_MS;
    const { rows, leftOut } = await readNew(ctx, filters, earliest, known);
    const fresh = rows.filter(({ id }) => !known.has(id)).reverse();
    const [oldest] = fresh;
    if (leftOut && oldest !== undefined) yield { event: "gap", data: { before: oldest.occurred_at } };
    for (const data of fresh) {
      known.add(data.id);
      newest = Math.max(newest, Date.parse(data.occurred_at));
      yield { event: "call", id: data.id, data };
    }
    for (const id of known) if (idTime(id).getTime() < newest - 2 * SLOWEST_MS) known.delete(id);
    await pause(POLL_MS, ctx.signal);
  }
}

/** The newest calls since a moment, page by page until all of a page are known. */
async function readNew(
  ctx: StreamContext,
  filters: StreamCallsQuery,
  earliestMs: number,
  known: ReadonlySet<string>,
): Promise<{ rows: CallRow[]; leftOut: boolean }> {
  const from = new Date(Math.max(0, earliestMs)).toISOString();
  const rows: CallRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await listCalls(ctx, { ...filters, mode: ctx.mode, from, limit: PAGE, cursor });
    rows.push(...found.data);
    if (found.next_cursor === null || found.data.every(({ id }) => known.has(id)))
      return { rows, leftOut: false };
    cursor = found.next_cursor;
  }
  return { rows, leftOut: true };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener("abort", over, { once: true });
    if (signal.aborted) over();
  });
}
