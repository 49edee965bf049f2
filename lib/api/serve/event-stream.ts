/** How often something is sent, so that proxies and clients know that the stream lives. */
const HEARTBEAT_MS = 15_000;
/** Whether the caller may still see this is asked again before an event, at most so often, and at each heartbeat. */
const CHECK_EVERY_MS = 1_000;
/** Clients come back after so long. */
const RETRY_MS = 3_000;
/** A stream ends after so long, and its client comes back, with whatever credential it has then. */
const LONGEST_MS = 30 * 60_000;

export interface EventStreamTerms {
  /** Events as they are written, one after the other. */
  readonly events: AsyncIterator<string>;
  /** Aborted when the stream is to end; aborted by the stream when its client leaves. */
  readonly stop: AbortController;
  /** Throws what says why the caller may not go on. */
  checkCaller(): Promise<void>;
  /** The event that a client gets when events cannot go on. */
  explain(error: unknown): string;
  readonly heartbeatMs?: number;
  readonly checkEveryMs?: number;
  readonly longestMs?: number;
}

/** One event as it goes over the wire (HTML standard, section 9.2). `data` must be one line, as JSON is. */
export function writeEvent(event: string, data: string, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
}

/**
 * Sends events as they come, with heartbeats between. Nothing is asked for that the client has not taken yet. It ends when
 * the events do, the client leaves, the process stops, the caller loses what allowed the call, or after half an hour.
 */
export function eventStream({
  events,
  stop,
  checkCaller,
  explain,
  heartbeatMs = HEARTBEAT_MS,
  checkEveryMs = CHECK_EVERY_MS,
  longestMs = LONGEST_MS,
}: EventStreamTerms): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const started = performance.now();
  let checkedAt = started;
  let coming: Promise<IteratorResult<string>> | undefined;
  const stopped = new Promise<"stopped">((resolve) => {
    const done = () => resolve("stopped");
    if (stop.signal.aborted) done();
    else stop.signal.addEventListener("abort", done, { once: true });
  });

  const finish = () => {
    stop.abort();
    // A source that waits for something ends by the signal, so this does not wait for it.
    void Promise.resolve(events.return?.()).catch(() => undefined);
  };

  /** The next piece of text, or null at the end. */
  const next = async (): Promise<string | null> => {
    if (stop.signal.aborted || performance.now() - started > longestMs) return null;
    coming ??= events.next();
    const heartbeat = timer(heartbeatMs);
    const came = await Promise.race([coming, heartbeat.over, stopped]).finally(heartbeat.clear);
    if (came === "stopped") return null;
    if (came === "over" || performance.now() - checkedAt >= checkEveryMs) {
      await checkCaller();
      checkedAt = performance.now();
    }
    if (came === "over") return ": heartbeat\n\n";
    coming = undefined;
    return came.done === true ? null : came.value;
  };

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      },
      async pull(controller) {
        const text = await next().catch((error: unknown) => ({ last: explain(error) }));
        if (typeof text === "string") {
          controller.enqueue(encoder.encode(text));
          return;
        }
        if (text !== null) controller.enqueue(encoder.encode(text.last));
        controller.close();
        finish();
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  );
}

function timer(ms: number): { over: Promise<"over">; clear: () => void } {
  let handle: NodeJS.Timeout | undefined;
  const over = new Promise<"over">((resolve) => {
    handle = setTimeout(() => resolve("over"), ms);
  });
  return { over, clear: () => clearTimeout(handle) };
}
