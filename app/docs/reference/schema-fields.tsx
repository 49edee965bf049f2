import { type JsonSchema, limitsOf, objectsIn, read, type Schemas, typeName } from "./json-schema";
import { ShortMarkdown } from "./short-markdown";

interface SchemaFieldsProps {
  schema: JsonSchema;
  schemas: Schemas;
  /** Whether the fields are sent, so that it matters which are required. */
  sent: boolean;
}

/** The fields of a body or reply, as deep as they go; what lies deeper folds away, without scripts. */
export function SchemaFields({ schema, schemas, sent }: SchemaFieldsProps) {
  const root = read(schema, schemas).schema;
  const forms = root.anyOf ?? root.oneOf ?? [schema];
  return (
    <div className="space-y-3">
      {forms.map((form, index) => {
        const type = typeName(form, schemas);
        const [object] = objectsIn(form, schemas);
        return (
          <div key={(object && alternativeName(object)) ?? type} className="space-y-2">
            {forms.length > 1 && (
              <p className="text-sm text-muted">
                {index === 0 ? "Either an" : "Or an"} {type}:
              </p>
            )}
            {forms.length === 1 && type !== "object" && <p className="text-sm text-muted">An {type}:</p>}
            {object !== undefined && <Fields object={object} schemas={schemas} sent={sent} depth={0} />}
          </div>
        );
      })}
    </div>
  );
}

/** What tells one alternative from another: its fixed values. */
function alternativeName(object: JsonSchema): string | null {
  const fixed = Object.entries(object.properties ?? {}).flatMap(([name, { const: value }]) =>
    value === undefined ? [] : [`${name} ${String(value)}`],
  );
  return fixed.length === 0 ? null : fixed.join(", ");
}

interface FieldsProps {
  object: JsonSchema;
  schemas: Schemas;
  sent: boolean;
  depth: number;
}

function Fields({ object, schemas, sent, depth }: FieldsProps) {
  const required = new Set(object.required);
  return (
    <ul className="divide-y divide-line border-y border-line">
      {Object.entries(object.properties ?? {}).map(([name, field]) => (
        <Field
          key={name}
          name={name}
          field={field}
          schemas={schemas}
          sent={sent}
          required={required.has(name)}
          depth={depth}
        />
      ))}
    </ul>
  );
}

interface FieldProps extends Omit<FieldsProps, "object"> {
  name: string;
  field: JsonSchema;
  required: boolean;
}

function Field({ name, field, schemas, sent, required, depth }: FieldProps) {
  const inner = objectsIn(field, schemas);
  const limits = limitsOf(field, schemas);
  const { description } = read(field, schemas).schema;
  return (
    <li className="space-y-1 py-2.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2.5">
        <code className="font-mono text-[0.8125rem] font-medium">{name}</code>
        <span className="text-xs text-muted">{typeName(field, schemas)}</span>
        {sent && required && <span className="text-xs font-medium text-ember">required</span>}
        {!sent && !required && <span className="text-xs text-muted">not always there</span>}
      </p>
      {description !== undefined && <ShortMarkdown text={description} className="text-muted" />}
      {limits.length > 0 && <p className="text-xs text-muted">{limits.join("; ")}</p>}
      {inner.map((object, index) => (
        <details key={alternativeName(object) ?? index} className="pt-1">
          <summary className="inline-flex min-h-8 cursor-pointer items-center rounded-md pr-2 text-xs text-plum hover:underline">
            {inner.length > 1 ? `Alternative ${index + 1}: its fields` : `Fields of ${name}`}
          </summary>
          <div className="mt-1 border-l-2 border-line pl-4">
            <Fields object={object} schemas={schemas} sent={sent} depth={depth + 1} />
          </div>
        </details>
      ))}
    </li>
  );
}
