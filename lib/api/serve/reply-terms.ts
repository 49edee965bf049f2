import type { Endpoint } from "@/lib/api/endpoint";
import type { LaterTerms, StreamTerms } from "@/lib/api/replies";
import { type Exchange, NO_TERMS } from "@/lib/api/serve/exchange";
import { invalidInput } from "@/lib/platform/input";

const MAX_EVENT_ID_LENGTH = 200;

/**
 * What a request says of the reply that it wants, for endpoints of a kind that asks. Opens the call's stream where it
 * gets one. Throws LimitReached `too_many_streams`, Invalid.
 */
export function termsOf(exchange: Exchange, { reply }: Endpoint): StreamTerms & LaterTerms {
  if (!("kind" in reply)) return NO_TERMS;
  const { headers } = exchange.request;
  if (reply.kind === "later") {
    const prefers = (headers.get("prefer") ?? "")
      .split(",")
      .some((part) => /^\s*respond-async\s*(?:;|$)/i.test(part));
    return { ...NO_TERMS, prefersLater: prefers, signal: exchange.request.signal };
  }
  if (reply.kind !== "events") return NO_TERMS;
  const lastEventId = headers.get("last-event-id");
  if (lastEventId !== null && lastEventId.length > MAX_EVENT_ID_LENGTH) {
    throw invalidInput([{ path: "Last-Event-ID", message: "Must be the id of an event of this stream." }]);
  }
  const { address, credential, person, services } = exchange;
  const holder = credential?.holder ?? person?.limitsHolder ?? `ip:${address ?? "unknown"}`;
  exchange.stop = services.streams.open(holder);
  return { ...NO_TERMS, signal: exchange.stop.signal, lastEventId: lastEventId === "" ? null : lastEventId };
}
