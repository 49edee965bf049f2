import type { z } from "zod";
import type { Endpoint } from "@/lib/api/endpoint";
import { faultOf, problemOf } from "@/lib/api/problem";
import {
  Accepted,
  type CsvDocument,
  type CsvReply,
  type EventsReply,
  type FileDocument,
  type FileReply,
  type ServerEvent,
} from "@/lib/api/replies";
import { compileReply } from "@/lib/api/serializer";
import { checkStillAllowed } from "@/lib/api/serve/authenticate";
import { eventStream, writeEvent } from "@/lib/api/serve/event-stream";
import type { Exchange, Operation, Outcome } from "@/lib/api/serve/exchange";
import { type CsvCell, csv } from "@/lib/platform/csv";
import { inFileName } from "@/lib/platform/human-text";

const JSON_TYPE = "application/json";

type Write = (exchange: Exchange, operation: Operation, result: unknown) => Outcome | Promise<Outcome>;

/** Makes what turns a verb's result into the reply. It is a whitelist: what the reply's shape does not name is left out. */
export function replyWriter({ reply, status, billableUnits }: Endpoint): Write {
  const outcome = (body: Outcome["body"], contentType: string, result?: unknown): Outcome => ({
    status,
    body,
    contentType,
    errorCode: null,
    units: billableUnits?.(result as never) ?? 0,
    recorded: false,
  });
  if (!("kind" in reply) || reply.kind === "later") {
    const write = compiled("kind" in reply ? reply.schema : reply);
    return (exchange, _operation, result) =>
      result instanceof Accepted
        ? acceptedOutcome(exchange, outcome(null, JSON_TYPE), result)
        : outcome(status === 204 ? null : write(result), JSON_TYPE, result);
  }
  switch (reply.kind) {
    case "csv":
      return async (exchange, _operation, result) =>
        outcome(await csvBytes(exchange, reply, result as CsvDocument), "text/csv; charset=utf-8");
    case "file":
      return (exchange, _operation, result) => fileOutcome(exchange, reply, outcome, result as FileDocument);
    case "events": {
      const write = eventWriter(reply);
      return (exchange, operation, result) =>
        outcome(
          events(exchange, operation, write, result as AsyncIterable<ServerEvent>),
          "text/event-stream",
        );
    }
  }
}

/** Compiled at the first reply: a process that serves few endpoints does not pay for all. */
function compiled(schema: z.ZodType): (reply: unknown) => string {
  let write: ((reply: unknown) => string) | undefined;
  return (reply) => {
    write ??= compileReply(schema);
    return write(reply);
  };
}

function acceptedOutcome(exchange: Exchange, done: Outcome, { path, retryAfterSeconds }: Accepted): Outcome {
  const body = JSON.stringify({ status_url: `/api${path}`, retry_after_seconds: retryAfterSeconds });
  Object.assign(exchange.headers, acceptedHeaders(exchange, body));
  return { ...done, status: 202, body };
}

/** The headers that say the same as the body of a 202, also of one that is sent again for an Idempotency-Key. */
export function acceptedHeaders({ terms }: Pick<Exchange, "terms">, body: string): Record<string, string> {
  const { status_url, retry_after_seconds } = JSON.parse(body) as Record<string, unknown>;
  return {
    Location: String(status_url),
    "Retry-After": String(retry_after_seconds),
    ...(terms.prefersLater ? { "Preference-Applied": "respond-async" } : {}),
  };
}

function disposition(fileName: string): string {
  const name = inFileName(fileName);
  const plain = name.replace(/[^\x20-\x7e]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"${plain === name ? "" : `; filename*=UTF-8''${encoded}`}`;
}

/** Waits for the first page, so that what keeps the table from being made is still answered with a problem. */
async function csvBytes(
  { headers, log, requestId }: Exchange,
  { row }: CsvReply,
  { fileName, columns: present, pages }: CsvDocument,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const columns = Object.keys(row.shape).filter((name) => present?.includes(name) ?? true);
  const encoder = new TextEncoder();
  const cells = (record: Readonly<Record<string, CsvCell>>) => columns.map((name) => record[name] ?? null);
  const rows = (async function* () {
    yield* pages;
  })();
  const first = await rows.next();
  let head = csv([columns, ...(first.done === true ? [] : first.value.map(cells))]);
  headers["Content-Disposition"] = disposition(fileName);
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (head !== "") {
          controller.enqueue(encoder.encode(head));
          head = "";
          return;
        }
        try {
          for (let page = await rows.next(); page.done !== true; page = await rows.next()) {
            if (page.value.length === 0) continue;
            controller.enqueue(encoder.encode(csv(page.value.map(cells))));
            return;
          }
          controller.close();
        } catch (error) {
          // Its head is sent: a transfer that breaks off is all that can tell the caller.
          log.error({ err: error, requestId }, "a table broke off");
          controller.error(error);
        }
      },
      async cancel() {
        await rows.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function fileOutcome(
  { headers, request }: Exchange,
  { contentType }: FileReply,
  outcome: (body: Outcome["body"], contentType: string) => Outcome,
  { etag, fileName, read }: FileDocument,
): Promise<Outcome> {
  if (etag !== undefined) {
    headers.ETag = `"${etag}"`;
    const known = (request.headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim());
    if (known.includes("*") || known.some((tag) => tag.replace(/^W\//, "") === `"${etag}"`))
      return { ...outcome(null, contentType), status: 304 };
  }
  const bytes = new Uint8Array(await read());
  headers["Content-Disposition"] = disposition(fileName);
  return outcome(bytes, contentType);
}

function eventWriter({ events }: EventsReply): (event: ServerEvent) => string {
  const writers = new Map(Object.entries(events).map(([name, schema]) => [name, compiled(schema)]));
  return ({ event, data, id }) => {
    const write = writers.get(event);
    if (write === undefined) throw new Error(`The endpoint names no event ${event}.`);
    return writeEvent(event, write(data), id);
  };
}

function events(
  exchange: Exchange,
  operation: Operation,
  write: (event: ServerEvent) => string,
  source: AsyncIterable<ServerEvent>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  // Proxies neither keep nor compress it: each event is for now.
  exchange.headers["Cache-Control"] = "no-store, no-transform";
  exchange.headers["X-Accel-Buffering"] = "no";
  const { stop } = exchange;
  if (stop === null) throw new Error(`${operation.endpoint.operationId} opened no stream.`);
  const texts = (async function* () {
    for await (const event of source) yield write(event);
  })();
  return eventStream({
    events: texts,
    stop,
    checkCaller: () => checkStillAllowed(exchange, operation),
    explain(error) {
      const fault = faultOf(error);
      if (fault.ours) exchange.log.error({ err: error, requestId: exchange.requestId }, "a stream broke off");
      return writeEvent("problem", JSON.stringify(problemOf(fault, exchange.requestId)));
    },
  });
}
