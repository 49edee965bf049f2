import type { z } from "zod";
import type { CsvCell } from "@/lib/platform/csv";

/**
 * What an operation answers with. A zod schema is JSON, the rest is said by one of these: each names the shape that
 * the verb's result is held to, and `serve` knows how it goes over the wire.
 */
export type ReplyShape = z.ZodType | CsvReply | FileReply | EventsReply | LaterReply;

/** A table, sent page by page. The columns are the fields of `row`, in their order; a table may lack some. */
export interface CsvReply<R extends z.ZodObject = z.ZodObject> {
  readonly kind: "csv";
  readonly row: R;
}

/** One file of one type. */
export interface FileReply {
  readonly kind: "file";
  readonly contentType: string;
}

/** A stream of server-sent events that ends when the client leaves. `events` has the data of each by its name. */
export interface EventsReply<E extends Record<string, z.ZodType> = Record<string, z.ZodType>> {
  readonly kind: "events";
  readonly events: E;
}

/** JSON, or, where the work takes long or the caller prefers it, 202 and where to look for the result. */
export interface LaterReply<R extends z.ZodType = z.ZodType> {
  readonly kind: "later";
  readonly schema: R;
}

export function csvReply<R extends z.ZodObject>(row: R): CsvReply<R> {
  return { kind: "csv", row };
}

export function fileReply(contentType: string): FileReply {
  return { kind: "file", contentType };
}

export function eventsReply<E extends Record<string, z.ZodType>>(events: E): EventsReply<E> {
  return { kind: "events", events };
}

export function laterReply<R extends z.ZodType>(schema: R): LaterReply<R> {
  return { kind: "later", schema };
}

/** A table as a verb gives it. Pages are asked for one by one, as the caller takes them. */
export interface CsvDocument<Row = Readonly<Record<string, CsvCell>>> {
  readonly fileName: string;
  /** The columns that this table has, where it lacks some of the row's. */
  readonly columns?: readonly string[];
  readonly pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
}

/** A file as a verb gives it. `read` is not called where the caller has the version that `etag` names. */
export interface FileDocument {
  readonly fileName: string;
  /** A word that changes with the content, without quotes. */
  readonly etag?: string;
  read(): Promise<Uint8Array>;
}

/** One event of a stream. A client that comes back says the `id` of the last one it got. */
export type ServerEvent<E extends Record<string, z.ZodType> = Record<string, z.ZodType>> = {
  [N in keyof E & string]: { readonly event: N; readonly id?: string; readonly data: z.input<E[N]> };
}[keyof E & string];

/** What a verb answers with while its work goes on. */
export class Accepted {
  /** The endpoint to ask for the result, below `/api`: `/v1/exports/…`. */
  readonly path: `/v1/${string}`;
  readonly retryAfterSeconds: number;

  constructor(path: `/v1/${string}`, retryAfterSeconds: number) {
    this.path = path;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What a streaming verb receives besides its caller. */
export interface StreamTerms {
  /** Aborted when the client leaves or the process stops. */
  readonly signal: AbortSignal;
  /** The id of the last event that the client has got, where it comes back. */
  readonly lastEventId: string | null;
}

/** What a verb that may answer later receives besides its caller. */
export interface LaterTerms {
  /** Whether the caller sent `Prefer: respond-async`. */
  readonly prefersLater: boolean;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
}

export type ResultOf<R> =
  R extends CsvReply<infer Row>
    ? CsvDocument<z.input<Row>>
    : R extends FileReply
      ? FileDocument
      : R extends EventsReply<infer E>
        ? AsyncIterable<ServerEvent<E>>
        : R extends LaterReply<infer S>
          ? z.input<S> | Accepted
          : R extends z.ZodType
            ? z.input<R>
            : never;

// biome-ignore lint/complexity/noBannedTypes: other kinds of reply add nothing to the context
export type TermsOf<R> = R extends EventsReply ? StreamTerms : R extends LaterReply ? LaterTerms : {};

/** The kind of a reply. */
export function replyKind(reply: ReplyShape): "json" | "csv" | "file" | "events" | "later" {
  return "kind" in reply ? reply.kind : "json";
}

/** The schema of a reply that is JSON when it succeeds; null for every other kind. */
export function jsonSchemaOf(reply: ReplyShape): z.ZodType | null {
  if (!("kind" in reply)) return reply;
  return reply.kind === "later" ? reply.schema : null;
}
