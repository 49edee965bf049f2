import type { z } from "zod";
import type { BodyInput, BodyShape } from "@/lib/api/bodies";
import {
  type LaterTerms,
  type ReplyShape,
  type ResultOf,
  replyKind,
  type StreamTerms,
  type TermsOf,
} from "@/lib/api/replies";
import type { LimitClass } from "@/lib/partners/rate-limits/limit-classes";
import type { Limiter } from "@/lib/partners/rate-limits/limiter";
import type { Context, PartnerContext, UserContext } from "@/lib/platform/context";
import type { Scope } from "@/lib/platform/scopes";

/**
 * Who calls. `public`: no credential, limited by address. `partner`: an API key, or a person within a partner of theirs.
 * `person`: a person as themselves, by their browser's session or an access token, with or without a partner.
 */
export type Auth = "public" | "partner" | "person";

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Shapes of the three places input comes from. Their fields are merged into the verb's one input object. */
interface Shapes<P extends z.ZodType, Q extends z.ZodType, B extends BodyShape, R extends ReplyShape> {
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
}

interface EndpointBase {
  method: HttpMethod;
  /** The template below `/api`: `/v1/partners/{partner_id}`. */
  path: `/v1/${string}`;
  /** The group it stands in on the reference page. */
  tag: string;
  operationId: string;
  summary: string;
  description?: string;
  /** 204 sends no body. */
  status: 200 | 201 | 204;
  /** Whether it creates or charges: an Idempotency-Key is then honoured. */
  idempotent?: boolean;
  /**
   * Whether it waits for another company's service. No transaction is then held open meanwhile, so the work stands before
   * its reply is kept under the Idempotency-Key: killed in between, a retry begins anew, which must do no harm.
   */
  asksVendor?: boolean;
  /**
   * What it counts against: `calls` for the product's work, which a hard cap stops too, `revoke` for what ends a
   * credential. Left out it is `management`, which goes on when the calls are used up.
   */
  limitClass?: LimitClass;
  /** How many of the day's calls the body takes (1 unless it says so); called with the parsed, unchecked JSON. */
  dayCost?(body: unknown, batchPairs: number, url: URL): number;
  /** Billable units of a reply; endpoints without it are free. */
  billableUnits?(reply: never): number;
  /** The most its body may have. Left out it is 1 MB, and 16 kB where anybody may call. */
  maxBodyBytes?: number;
  /** The field that a body which is a bare array stands for. */
  bareArray?: string;
  /** An example body for the reference page. */
  example?: unknown;
  /** The problem codes of the verb itself; what every call of its kind may meet is known (`problemCodesOf`). */
  problems?: readonly string[];
}

export type Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends BodyShape = BodyShape,
  R extends ReplyShape = ReplyShape,
  A extends Auth = Auth,
> = EndpointBase &
  Shapes<P, Q, B, R> & {
    auth: A;
    /** What a key or token must be allowed to do. */
    scope?: Scope;
  };

/** What the verb is given: the checked fields of path, query and body together. */
// biome-ignore lint/complexity/noBannedTypes: an endpoint without a shape adds no field
type OutputOf<S> = S extends z.ZodType ? (unknown extends z.output<S> ? {} : z.output<S>) : {};
// biome-ignore lint/complexity/noBannedTypes: an endpoint without a body adds no field
type BodyOf<B> = B extends z.ZodType ? OutputOf<B> : B extends BodyShape ? BodyInput<B> : {};
export type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B> ? OutputOf<P> & OutputOf<Q> & BodyOf<B> : never;
export type ReplyOf<E> = E extends { reply: infer R } ? ResultOf<R> : never;

/**
 * Defines one operation of the public API. The definition feeds the handler, the OpenAPI document, the typed
 * client and the tests; it holds no code of its own beyond prices.
 */
export function endpoint<
  A extends Auth,
  R extends ReplyShape,
  P extends z.ZodType = z.ZodType<unknown>,
  Q extends z.ZodType = z.ZodType<unknown>,
  B extends BodyShape = z.ZodType<unknown>,
>(definition: Endpoint<P, Q, B, R, A>): Endpoint<P, Q, B, R, A> {
  const kind = replyKind(definition.reply);
  if (definition.idempotent === true && kind !== "json" && kind !== "later")
    throw new Error(`${definition.operationId}: only JSON can be kept for an Idempotency-Key.`);
  return definition;
}

/** The context of a verb behind a key: also what the key says of model and batch, and who counts its calls. */
export interface ApiContext extends PartnerContext {
  readonly pinnedModel: string | null;
  readonly batchPairs: number;
  readonly limiter: Limiter;
}

type CallerContext<E> = E extends { auth: "partner" }
  ? ApiContext
  : E extends { auth: "person" }
    ? UserContext
    : Context;
export type ContextOf<E> = CallerContext<E> & (E extends { reply: infer R } ? TermsOf<R> : unknown);

/** What `serve` gives every verb: of it each sees the part that its endpoint's kind of caller has. */
export type ServedContext = Omit<ApiContext, "actor"> &
  Omit<UserContext, "actor"> &
  Pick<Context, "actor"> &
  StreamTerms &
  LaterTerms;

/** A verb as `serve` calls it, once its types have been held against its endpoint. */
export type ServedVerb = (ctx: ServedContext, input: Record<string, unknown>) => unknown;

/** An operation and the verb that does it. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly verb: ServedVerb;
}

/** Pairs an operation with its verb; the types of both must agree. */
export function route<E extends Endpoint>(
  endpoint: E,
  verb: (ctx: ContextOf<E>, input: InputOf<E>) => ReplyOf<E> | Promise<ReplyOf<E>>,
): Route {
  return { endpoint, verb: verb as unknown as ServedVerb };
}
