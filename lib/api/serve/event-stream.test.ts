import { describe, expect, it } from "vitest";
import { OpenStreams } from "@/lib/api/open-streams";
import { eventStream, writeEvent } from "@/lib/api/serve/event-stream";

/** Events that never come. */
const silence = (signal: AbortSignal) =>
  (async function* (): AsyncGenerator<string> {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    yield* [];
  })();

const allowed = async () => undefined;
const explain = (error: unknown) => writeEvent("problem", JSON.stringify(String(error)));

async function chunk(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const { done, value } = await reader.read();
  return done ? null : new TextDecoder().decode(value);
}

describe("a stream of events", () => {
  it("sends heartbeats while nothing happens, and asks each time whether its caller may go on", async () => {
    const stop = new AbortController();
    let asked = 0;
    const checkCaller = async () => {
      asked += 1;
      if (asked > 2) throw new Error("revoked");
    };
    const events = silence(stop.signal);
    const reader = eventStream({ events, stop, checkCaller, explain, heartbeatMs: 1 }).getReader();
    expect(await chunk(reader)).toBe("retry: 3000\n\n");
    expect([await chunk(reader), await chunk(reader)]).toEqual([": heartbeat\n\n", ": heartbeat\n\n"]);
    expect(await chunk(reader)).toBe('event: problem\ndata: "Error: revoked"\n\n');
    expect(await chunk(reader)).toBeNull();
    expect(stop.signal.aborted).toBe(true);
  });

  it("sends no event to a caller who may not see it any more", async () => {
    const stop = new AbortController();
    const events = (async function* () {
      yield "event: secret\n\n";
    })();
    const checkCaller = async () => {
      throw new Error("revoked");
    };
    const stream = eventStream({ events, stop, checkCaller, explain, checkEveryMs: 0 });
    expect(await new Response(stream).text()).not.toContain("secret");
  });

  it("ends whole when the process stops, and so does each that is opened then", async () => {
    const streams = new OpenStreams();
    const stop = streams.open("ada");
    const events = silence(stop.signal);
    const text = new Response(eventStream({ events, stop, checkCaller: allowed, explain })).text();
    streams.endAll();
    expect(await text).toBe("retry: 3000\n\n");
    expect(streams.open("bob").signal.aborted).toBe(true);
    expect(streams.size).toBe(0);
  });

  it("ends by itself after its longest time", async () => {
    const stop = new AbortController();
    const events = silence(stop.signal);
    const stream = eventStream({ events, stop, checkCaller: allowed, explain, longestMs: -1 });
    expect(await new Response(stream).text()).toBe("retry: 3000\n\n");
  });
});
