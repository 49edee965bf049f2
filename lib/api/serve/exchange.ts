import { truncateAddress } from "@/lib/api/client-address";
import type { Endpoint, ServedContext, ServedVerb } from "@/lib/api/endpoint";
import type { compilePath } from "@/lib/api/paths";
import type { LaterTerms, StreamTerms } from "@/lib/api/replies";
import type { Services } from "@/lib/api/services";
import { PERSON_SCORING_LIMITS, type PersonCaller } from "@/lib/identity/accounts/identify-caller";
import type { Credential } from "@/lib/partners/api-keys/credential";
import type { Actor, Context } from "@/lib/platform/context";
import type { Log } from "@/lib/platform/log";
import type { Permission } from "@/lib/platform/permissions";

/** What a handler learns from its mount beside the request itself. */
export interface Connection {
  /** The socket's other end; absent on hosts that hide it. */
  remoteAddress?: string | undefined;
  /** What Next gives its route handlers; paths are matched by the endpoint's own template. */
  params?: unknown;
}

export type Handler = (request: Request, connection?: Connection) => Promise<Response>;

/** A handler that knows which operation it is. */
export interface EndpointHandler extends Handler {
  readonly endpoint: Endpoint;
}

const NO_PERMISSIONS: ReadonlySet<Permission> = new Set();
const ANONYMOUS: Actor = { type: "anonymous" };

/** One request on its way through: filled in step by step, so that whatever goes wrong can be answered and recorded. */
export interface Exchange {
  readonly request: Request;
  readonly url: URL;
  readonly services: Services;
  readonly requestId: string;
  readonly startedAt: Date;
  readonly started: number;
  readonly endpoint: Endpoint | null;
  readonly address: string | null;
  readonly log: Log;
  readonly headers: Record<string, string>;
  credential: Credential | null;
  /** Who calls where no API key does. */
  person: PersonCaller | null;
  /** Whether the limit has been taken from. */
  limited: boolean;
  /** Ends the stream that this call has opened. */
  stop: AbortController | null;
  /** What the verb receives besides its caller. */
  terms: StreamTerms & LaterTerms;
}

export const NO_TERMS: StreamTerms & LaterTerms = {
  signal: new AbortController().signal,
  lastEventId: null,
  prefersLater: false,
};

export interface Outcome {
  status: number;
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null;
  contentType: string;
  errorCode: string | null;
  units: number;
  /** Whether the call's row is durable already. */
  recorded: boolean;
}

export interface Operation {
  endpoint: Endpoint;
  verb: ServedVerb;
  path: ReturnType<typeof compilePath>;
  write(exchange: Exchange, operation: Operation, result: unknown): Outcome | Promise<Outcome>;
}

export function contextOf(exchange: Exchange, db: Context["db"]): ServedContext {
  const { credential, person } = exchange;
  const actor: Actor =
    credential === null ? (person?.actor ?? ANONYMOUS) : { type: "api_key", id: credential.keyId };
  return {
    requestId: exchange.requestId,
    actor,
    clock: { now: () => exchange.services.clock.now() },
    db,
    log: exchange.log,
    ip: truncateAddress(exchange.address) ?? undefined,
    // A verb's type has those of these alone that its endpoint's callers have.
    userId: person?.userId ?? "",
    sessionId: person?.sessionId,
    partnerId: credential?.partnerId ?? person?.partnerId ?? "",
    mode: credential?.mode ?? (person === null ? "test" : "live"),
    permissions: credential?.permissions ?? person?.permissions ?? NO_PERMISSIONS,
    pinnedModel: credential?.pinnedModel ?? null,
    batchPairs: batchPairsOf(exchange),
    limiter: exchange.services.limiter,
    ...exchange.terms,
  };
}

export function batchPairsOf({ credential, person }: Exchange): number {
  if (credential !== null) return credential.batchPairs;
  return person === null ? 0 : PERSON_SCORING_LIMITS.batchPairs;
}
