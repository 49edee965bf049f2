import { z } from "zod";
import type {
  ZodOpenApiContentObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from "zod-openapi";
import type { BodyShape, FileTerms } from "@/lib/api/bodies";
import type { Endpoint } from "@/lib/api/endpoint";
import type { ReplyShape } from "@/lib/api/replies";

/**
 * Where the document says what one row of a table, or the data of one event, is: OpenAPI 3.1 has no word for it. Each is
 * the name of a schema among the components, by `row` or by the event's name.
 */
const ITEMS = "x-item-schemas";

/** What a 202 says. */
export const AcceptedReply = z
  .object({
    status_url: z.string().meta({ description: "Where to ask for the result, on this host." }),
    retry_after_seconds: z.int().meta({ description: "When it is worth asking." }),
  })
  .meta({ id: "Accepted" });

const itemsOf = (shape: ReplyShape | BodyShape): Readonly<Record<string, z.ZodType>> => {
  if (!("kind" in shape)) return {};
  if (shape.kind === "csv") return { row: shape.row };
  return shape.kind === "events" ? shape.events : {};
};

function nameOf(schema: z.ZodType): string {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error("A row or event needs a name: give its schema .meta({ id }).");
  return id;
}

/** The schemas of rows and events, which no content refers to by itself. */
export function itemSchemas(endpoints: readonly Endpoint[]): Record<string, z.ZodType> {
  const shapes = endpoints.flatMap(({ body, reply }) => (body === undefined ? [reply] : [body, reply]));
  const all = shapes.flatMap((shape) => Object.values(itemsOf(shape)));
  return Object.fromEntries(all.map((schema) => [nameOf(schema), schema]));
}

/** A text that is made of items. */
function itemText(shape: ReplyShape | BodyShape, description: string) {
  const items = Object.entries(itemsOf(shape)).map(([name, schema]): [string, string] => [
    name,
    `#/components/schemas/${nameOf(schema)}`,
  ]);
  return { schema: { type: "string" as const, description, [ITEMS]: Object.fromEntries(items) } };
}

/** The content of a body, by its media type. */
export function bodyContent(body: BodyShape, example: unknown): ZodOpenApiContentObject {
  const shown = example === undefined ? {} : { example };
  if (!("kind" in body)) return { "application/json": { schema: body, ...shown } };
  if (body.kind === "csv") {
    const columns = Object.keys(body.row.shape).join(", ");
    const description = `A table in UTF-8, at most ${body.maxRows} rows. Its first line names the columns: ${columns}.`;
    return { "text/csv": { ...itemText(body, description), ...shown } };
  }
  const files = Object.fromEntries(
    Object.entries(body.files).map(([name, terms]) => [name, fileField(terms)]),
  );
  return { "multipart/form-data": { schema: body.fields.extend(files), ...shown } };
}

function fileField({ contentTypes, maxBytes, optional }: FileTerms) {
  const description = `A file, ${contentTypes.join(" or ")}, at most ${maxBytes} bytes.`;
  const file = z.string().meta({ format: "binary", description });
  return optional === true ? file.optional() : file;
}

/** Columns that are numbered from 1 are named once: `table_1 to table_20`. */
function columnNames(names: readonly string[]): string {
  const ends = new Map<string, string>();
  for (const name of names) {
    const [, base] = /^(.+)_[1-9]\d*$/.exec(name) ?? [];
    if (base !== undefined) ends.set(`${base}_1`, name);
  }
  return names
    .flatMap((name) => (ends.has(name) ? [`${name} to ${ends.get(name)}`] : /_\d+$/.test(name) ? [] : [name]))
    .join(", ");
}

/** What an endpoint answers with when it succeeds, by status. `headers` are those of every reply. */
export function successReplies(
  { reply, status }: Endpoint,
  headers: NonNullable<ZodOpenApiResponseObject["headers"]>,
): ZodOpenApiResponsesObject {
  const done = (content: ZodOpenApiContentObject, more: typeof headers = {}): ZodOpenApiResponsesObject => ({
    [`${status}`]: { description: "Done.", headers: { ...headers, ...more }, content },
  });
  if (!("kind" in reply)) {
    if (status === 204) return { "204": { description: "Done; no body.", headers } };
    return done({ "application/json": { schema: reply } });
  }
  const text = (description: string) => ({ description, schema: { type: "string" as const } });
  const fileName = { "Content-Disposition": text("The name of the file.") };
  switch (reply.kind) {
    case "csv": {
      const columns = columnNames(Object.keys(reply.row.shape));
      return done({ "text/csv": itemText(reply, `A table in UTF-8 with the columns ${columns}.`) }, fileName);
    }
    case "file":
      return {
        ...done(
          { [reply.contentType]: { schema: { type: "string", format: "binary" } } },
          { ...fileName, ETag: text("Changes with the file. Send it as If-None-Match.") },
        ),
        "304": { description: "You have this version of the file: If-None-Match names it.", headers },
      };
    case "events": {
      const names = Object.keys(reply.events).join(", ");
      const description = `Server-sent events: ${names}. The data of each is JSON in one line. If it cannot go on, the last event is problem.`;
      return done({ "text/event-stream": itemText(reply, description) });
    }
    case "later":
      return {
        ...done({ "application/json": { schema: reply.schema } }),
        "202": {
          description: "The work goes on. Ask at status_url.",
          headers: {
            ...headers,
            Location: text("The same as status_url."),
            "Retry-After": text("The same as retry_after_seconds."),
          },
          content: { "application/json": { schema: AcceptedReply } },
        },
      };
  }
}

/** A header that a request may carry. */
export type HeaderParameter = {
  name: string;
  in: "header";
  required: false;
  description: string;
  schema: { type: "string"; minLength?: number; maxLength?: number };
};

/** Headers that a request may carry for the kind of reply that it gets. */
export function replyParameters(reply: ReplyShape): HeaderParameter[] {
  const header = (name: string, description: string): HeaderParameter => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  });
  if (!("kind" in reply)) return [];
  if (reply.kind === "file") return [header("If-None-Match", "The ETag of the version that you have.")];
  if (reply.kind === "events")
    return [header("Last-Event-ID", "The id of the last event that you got, to go on after it.")];
  if (reply.kind === "later")
    return [header("Prefer", "respond-async: answer 202 at once, and do the work afterwards.")];
  return [];
}
