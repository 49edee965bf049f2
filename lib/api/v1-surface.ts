import type { Endpoint } from "@/lib/api/endpoint";

/** What of JSON Schema decides whether callers go on working. */
interface Schema {
  $ref?: string;
  "x-item-schemas"?: Record<string, string>;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<
    string,
    { headers?: Record<string, unknown>; content?: Record<string, { schema: Schema }> }
  >;
}

export interface SurfaceDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/**
 * Everything of the API that callers may rely on, one line each: operations with their scope, what they take, what
 * they ask for, what they give. `promised` lines must stay; of `required` lines none may be added to an operation.
 */
export function surfaceOf(
  document: SurfaceDocument,
  endpoints: readonly Pick<Endpoint, "method" | "path" | "auth" | "scope" | "status">[],
): { promised: string[]; required: string[] } {
  const promised: string[] = [];
  const required: string[] = [];
  for (const { method, path, auth, scope, status } of endpoints) {
    const name = `${method} ${path}`;
    const operation = document.paths[path]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`The document lacks ${name}.`);
    promised.push(`${name} needs ${scope ?? (auth === "person" ? "a person" : "no key")}, answers ${status}`);
    for (const parameter of operation.parameters ?? []) {
      promised.push(`${name} takes ${parameter.in}.${parameter.name}`);
      if (parameter.required === true) required.push(`${name} asks for ${parameter.in}.${parameter.name}`);
    }
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
      for (const [item, $ref] of Object.entries(schema["x-item-schemas"] ?? {})) {
        walk({ $ref }, document, `body.${item}`, new Set(), (at, type, must) => {
          promised.push(`${name} takes ${at}: ${type}`);
          if (must) required.push(`${name} asks for ${at}`);
        });
      }
      walk(schema, document, "body", new Set(), (at, type, must) => {
        promised.push(`${name} takes ${at}: ${type}`);
        if (must) required.push(`${name} asks for ${at}`);
      });
    }
    const reply = operation.responses[String(status)];
    for (const header of Object.keys(reply?.headers ?? {})) promised.push(`${name} sends ${header}`);
    for (const [mediaType, { schema }] of Object.entries(reply?.content ?? {})) {
      if (mediaType !== "application/json") promised.push(`${name} gives ${mediaType}`);
      for (const [item, $ref] of Object.entries(schema["x-item-schemas"] ?? {})) {
        walk({ $ref }, document, item, new Set(), (at, type, must) =>
          promised.push(`${name} gives ${at}: ${type}${must ? ", always" : ""}`),
        );
      }
      walk(schema, document, "reply", new Set(), (at, type, must) =>
        promised.push(`${name} gives ${at}: ${type}${must ? ", always" : ""}`),
      );
    }
  }
  return { promised: [...new Set(promised)].sort(), required: [...new Set(required)].sort() };
}

/** Visits every field inside a schema, through references, alternatives and arrays. */
function walk(
  given: Schema,
  document: SurfaceDocument,
  at: string,
  seen: ReadonlySet<string>,
  visit: (at: string, type: string, required: boolean) => void,
): void {
  if (given.$ref !== undefined) {
    const name = given.$ref.split("/").at(-1) ?? "";
    const schema = document.components.schemas[name];
    if (schema !== undefined && !seen.has(name)) walk(schema, document, at, new Set([...seen, name]), visit);
    return;
  }
  for (const inner of [...(given.anyOf ?? []), ...(given.oneOf ?? []), ...(given.allOf ?? [])]) {
    walk(inner, document, at, seen, visit);
  }
  if (given.items !== undefined) walk(given.items, document, `${at}[]`, seen, visit);
  for (const [name, field] of Object.entries(given.properties ?? {})) {
    const here = `${at}.${name}`;
    visit(here, typeOf(field, document), given.required?.includes(name) ?? false);
    walk(field, document, here, seen, visit);
  }
}

function typeOf(given: Schema, document: SurfaceDocument): string {
  if (given.$ref !== undefined) {
    const found = document.components.schemas[given.$ref.split("/").at(-1) ?? ""];
    return found === undefined ? "unknown" : typeOf(found, document);
  }
  const options = given.anyOf ?? given.oneOf ?? given.allOf;
  if (options !== undefined) {
    return [...new Set(options.map((option) => typeOf(option, document)))].sort().join(" or ");
  }
  if (given.const !== undefined) return typeof given.const;
  return Array.isArray(given.type) ? given.type.toSorted().join(" or ") : (given.type ?? "anything");
}
