import { bodyKind } from "@/lib/api/bodies";
import type { Endpoint } from "@/lib/api/endpoint";
import { replyKind } from "@/lib/api/replies";
import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import { openApiDocument } from "@/lib/registry";
import { type Call, callCode } from "../snippets/call-code";
import { exampleAttendee, exampleEvent } from "../snippets/example-event";
import { exampleBatch, exampleRanking, exampleScore } from "../snippets/example-reply";
import { PLACEHOLDERS } from "../snippets/fill-in";
import type { Code } from "../snippets/languages";
import type { JsonSchema, Schemas } from "./json-schema";
import { sampleOf } from "./sample";

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>> }>
  >;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

let kept: Document | undefined;

/** The OpenAPI document as the reference reads it: where it is served makes no difference here. */
function documentOf(): Document {
  kept ??= JSON.parse(JSON.stringify(openApiDocument(""))) as Document;
  return kept;
}

/** One operation, as the document describes it. */
export interface DescribedOperation {
  parameters: readonly Parameter[];
  body: JsonSchema | null;
  reply: JsonSchema | null;
  /** The media type of a body that is not JSON, with the schema of its rows. */
  otherBody: OtherContent | null;
  /** The media type of a reply that is not JSON, with the schemas of its rows or events by name. */
  other: OtherContent | null;
  schemas: Schemas;
}

/** What goes over the wire in another form than JSON. */
export interface OtherContent {
  mediaType: string;
  items: readonly (readonly [name: string, schema: JsonSchema])[];
}

export function describeOperation(endpoint: Endpoint): DescribedOperation {
  const { paths, components } = documentOf();
  const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase()];
  if (operation === undefined) throw new Error(`The document lacks ${endpoint.method} ${endpoint.path}.`);
  return {
    parameters: operation.parameters ?? [],
    body: operation.requestBody?.content["application/json"]?.schema ?? null,
    reply: operation.responses[String(endpoint.status)]?.content?.["application/json"]?.schema ?? null,
    otherBody: otherContent(operation.requestBody?.content ?? {}),
    other: otherContent(operation.responses[String(endpoint.status)]?.content ?? {}),
    schemas: components.schemas,
  };
}

function otherContent(
  content: Readonly<Record<string, { readonly schema: JsonSchema }>>,
): OtherContent | null {
  const found = Object.entries(content).find(([mediaType]) => mediaType !== "application/json");
  if (found === undefined) return null;
  const [mediaType, { schema }] = found;
  const items = Object.entries(schema["x-item-schemas"] ?? {});
  return { mediaType, items: items.map(([name, $ref]) => [name, { $ref }]) };
}

/** A body that the endpoint takes: its own example, or one made from its schema. */
export function exampleBody(endpoint: Endpoint): unknown {
  if (endpoint.example !== undefined) return endpoint.example;
  const { body, schemas } = describeOperation(endpoint);
  return body === null ? undefined : sampleOf(body, schemas);
}

/** Replies that are computed rather than made up. */
const COMPUTED: Record<string, () => unknown> = {
  calculateCompatibility: exampleScore,
  calculateBatch: exampleBatch,
  rankCandidates: exampleRanking,
  listSandboxPeople: () => ({
    data: sandboxPeople().slice(0, 1),
    has_more: true,
    next_cursor: "MDE5OTAwMDA",
  }),
  createEvent: exampleEvent,
  listEvents: () => ({ data: [exampleEvent()], has_more: false, next_cursor: null }),
  getEvent: exampleEvent,
  updateEvent: () => exampleEvent({ capacity: 80 }),
  publishEvent: () => exampleEvent({ status: "published", published_at: "2027-01-11T09:00:00.000Z" }),
  cancelEvent: () =>
    exampleEvent({
      status: "cancelled",
      cancelled_at: "2027-01-11T09:00:00.000Z",
      cancel_reason: "The venue is closed that evening.",
    }),
  createAttendees: exampleAdded,
  importAttendees: exampleAdded,
  listAttendees: () => ({ data: [exampleAttendee()], has_more: false, next_cursor: null }),
  getAttendee: exampleAttendee,
  updateAttendee: exampleAttendee,
};

function exampleAdded() {
  const { id, external_id } = exampleAttendee();
  return { added: 1, data: [{ id, external_id }] };
}

export function exampleReply(endpoint: Endpoint): unknown {
  const computed = COMPUTED[endpoint.operationId];
  if (computed !== undefined) return computed();
  const { reply, schemas } = describeOperation(endpoint);
  return reply === null ? undefined : sampleOf(reply, schemas);
}

/** The endpoint's example call; what the reader must put in is called `your_…`. */
export function exampleCall(endpoint: Endpoint): Call {
  return {
    method: endpoint.method,
    path: endpoint.path.replace(/\{(\w+)\}/g, "your_$1"),
    ...bodyOf(endpoint),
    keyed: endpoint.auth === "partner",
    ...(endpoint.auth === "person" ? { headers: { Authorization: `Bearer ${PLACEHOLDERS.token}` } } : {}),
    bodiless: endpoint.status === 204,
    ...printOf(endpoint),
  };
}

function bodyOf(endpoint: Endpoint): Pick<Call, "body" | "csv"> {
  const body = exampleBody(endpoint);
  const isTable = endpoint.body !== undefined && bodyKind(endpoint.body) === "csv";
  return isTable ? { csv: String(body) } : { body };
}

function printOf({ reply }: Endpoint): Pick<Call, "print"> {
  switch (replyKind(reply)) {
    case "csv":
      return { print: "text" };
    case "file":
      return { print: "size" };
    case "events":
      return { print: "event" };
    default:
      return {};
  }
}

export function exampleCode(origin: string, endpoint: Endpoint): Code {
  return callCode(origin, exampleCall(endpoint));
}
