/** What of JSON Schema the OpenAPI document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly "x-item-schemas"?: Readonly<Record<string, string>>;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
}

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** A schema with its reference followed and its null put aside. */
export interface ReadSchema {
  readonly schema: JsonSchema;
  readonly nullable: boolean;
}

/** Follows references and takes "or null" apart, so that what is left says what it is. */
export function read(schema: JsonSchema, schemas: Schemas): ReadSchema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    const found = schemas[name];
    if (found === undefined) throw new Error(`The document has no schema ${name}.`);
    const inner = read(found, schemas);
    const description = schema.description ?? inner.schema.description;
    return { ...inner, schema: { ...inner.schema, ...(description === undefined ? {} : { description }) } };
  }
  if (schema.allOf?.length === 1 && schema.allOf[0] !== undefined) {
    const { allOf: _allOf, ...rest } = schema;
    const inner = read(schema.allOf[0], schemas);
    return { ...inner, schema: { ...inner.schema, ...rest } };
  }
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) {
    const others = options.filter((option) => option.type !== "null");
    const nullable = others.length < options.length;
    const [only] = others;
    if (others.length === 1 && only !== undefined) {
      const { anyOf: _anyOf, oneOf: _oneOf, ...rest } = schema;
      return { schema: { ...read(only, schemas).schema, ...rest }, nullable };
    }
    return { schema: { ...schema, anyOf: others }, nullable };
  }
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    const type = types.length === 1 ? types[0] : types;
    return { schema: { ...schema, type }, nullable: types.length < schema.type.length };
  }
  return { schema, nullable: false };
}

const FORMATS: Record<string, string> = {
  uuid: "UUID",
  "date-time": "time, RFC 3339 in UTC",
  date: "date, YYYY-MM-DD",
  email: "e-mail address",
  uri: "URL",
};

/** A type in a few words: "array of number or null". */
export function typeName(given: JsonSchema, schemas: Schemas): string {
  const { schema, nullable } = read(given, schemas);
  const orNull = nullable ? " or null" : "";
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) {
    const names = [...new Set(options.map((option) => typeName(option, schemas)))];
    return names.join(" or ") + orNull;
  }
  if (schema.type === "array") {
    return `array${schema.items === undefined ? "" : ` of ${typeName(schema.items, schemas)}`}${orNull}`;
  }
  if (schema.type === "integer") return `whole number${orNull}`;
  if (schema.type === undefined && schema.const !== undefined) return `${typeof schema.const}${orNull}`;
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "anything");
  return (FORMATS[schema.format ?? ""] ?? type) + orNull;
}

/** What a value must keep to, beside its type. */
export function limitsOf(given: JsonSchema, schemas: Schemas): string[] {
  const { schema } = read(given, schemas);
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const item = schema.items === undefined ? undefined : read(schema.items, schemas).schema;
  const safe = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;
  return [
    ...(schema.const === undefined ? [] : [`always ${JSON.stringify(schema.const)}`]),
    ...(schema.enum === undefined ? [] : [`one of ${schema.enum.map(String).join(", ")}`]),
    ...span("", safe(minimum), safe(maximum), ""),
    ...span("", minLength, maxLength, " characters"),
    ...span("", minItems, maxItems, " items"),
    ...(item === undefined ? [] : span("each ", safe(item.minimum), safe(item.maximum), "")),
    ...(item?.enum === undefined ? [] : [`each one of ${item.enum.map(String).join(", ")}`]),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ];
}

function span(before: string, least: number | undefined, most: number | undefined, what: string): string[] {
  const number = (value: number) => value.toLocaleString("en-US");
  if (least !== undefined && most !== undefined) {
    return least === most
      ? [`${before}exactly ${number(least)}${what}`]
      : [`${before}${number(least)} to ${number(most)}${what}`];
  }
  if (least !== undefined) return [`${before}at least ${number(least)}${what}`];
  return most === undefined ? [] : [`${before}at most ${number(most)}${what}`];
}

/** The objects inside a value that have fields of their own: of each alternative, and of what an array holds. */
export function objectsIn(given: JsonSchema, schemas: Schemas): JsonSchema[] {
  const { schema } = read(given, schemas);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return options.flatMap((option) => objectsIn(option, schemas));
  if (schema.type === "array" && schema.items !== undefined) return objectsIn(schema.items, schemas);
  return schema.properties === undefined ? [] : [schema];
}
