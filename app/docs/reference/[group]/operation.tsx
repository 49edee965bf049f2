import Link from "next/link";
import type { ReactNode } from "react";
import type { Endpoint } from "@/lib/api/endpoint";
import { problemCodesOf } from "@/lib/api/endpoint-problems";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { linkTo } from "@/lib/platform/brand";
import { ReplyBlock } from "../../frame/reply-block";
import { CodeSnippet } from "../../frame/snippet";
import { literal } from "../../snippets/literal";
import { describeOperation, exampleCode, exampleReply, type OtherContent, type Parameter } from "../examples";
import { limitsOf, type Schemas, typeName } from "../json-schema";
import { MethodBadge } from "../method-badge";
import { SchemaFields } from "../schema-fields";
import { ShortMarkdown } from "../short-markdown";

/** What the playground can send. */
const PLAYABLE = new Set(["calculateCompatibility", "calculateBatch", "listSandboxPeople", "getUsage"]);

const STATUS = new Map(PROBLEM_CODES.map(({ code, status }) => [code, status]));

/** One operation: what it takes and gives on the left, an example of both on the right. */
export function Operation({ endpoint }: { endpoint: Endpoint }) {
  const { operationId, method, path, summary, description, auth, scope, status, idempotent } = endpoint;
  const { parameters, body, otherBody, reply, other, schemas } = describeOperation(endpoint);
  const example = exampleReply(endpoint);
  return (
    <section
      id={operationId}
      aria-labelledby={`${operationId}-title`}
      className="docs-section mt-12 scroll-mt-6 border-t border-line pt-10"
    >
      <h2 id={`${operationId}-title`} className="text-2xl font-semibold tracking-tight">
        <a href={`#${operationId}`} className="docs-anchor">
          {summary}
        </a>
      </h2>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <MethodBadge method={method} />
        <code className="min-w-0 font-mono text-sm break-all">/api{path}</code>
        {PLAYABLE.has(operationId) && (
          <Link prefetch={false} href={`/docs/playground?call=${operationId}`} className="link text-sm">
            Try it
          </Link>
        )}
      </p>
      <div className="mt-6 grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <div className="min-w-0 space-y-7">
          {description !== undefined && <ShortMarkdown text={description} />}
          <Credential auth={auth} scope={scope} idempotent={idempotent === true} />
          <Parameters title="In the path" place="path" parameters={parameters} schemas={schemas} />
          <Parameters title="In the query" place="query" parameters={parameters} schemas={schemas} />
          {body !== null && (
            <Part title="Body">
              <SchemaFields schema={body} schemas={schemas} sent />
            </Part>
          )}
          {otherBody !== null && (
            <Part title="Body">
              <Other content={otherBody} schemas={schemas} sent />
            </Part>
          )}
          <Part title={`Reply: ${status}`}>
            {other !== null ? (
              <Other content={other} schemas={schemas} sent={false} />
            ) : reply === null ? (
              <p className="text-sm text-muted">No body.</p>
            ) : (
              <SchemaFields schema={reply} schemas={schemas} sent={false} />
            )}
          </Part>
          <Codes endpoint={endpoint} />
        </div>
        <div className="min-w-0 space-y-4 xl:sticky xl:top-6 xl:self-start">
          <CodeSnippet
            id={`call-${operationId}`}
            title={`Example: ${summary.toLowerCase()}`}
            code={exampleCode(linkTo(null, ""), endpoint)}
          />
          {example !== undefined && (
            <ReplyBlock id={`reply-${operationId}`} title={`Reply: ${status}`} code={literal(example)} />
          )}
        </div>
      </div>
    </section>
  );
}

/** What goes over the wire in another form than JSON: its media type, and what its rows or events hold. */
function Other({ content, schemas, sent }: { content: OtherContent; schemas: Schemas; sent: boolean }) {
  return (
    <div className="space-y-4">
      <p className="text-sm text-muted">
        <code className="font-mono text-[0.8125rem] text-ink">{content.mediaType}</code>
      </p>
      {content.items.map(([name, schema]) => (
        <div key={name}>
          <h4 className="mb-1 font-mono text-xs">{name}</h4>
          <SchemaFields schema={schema} schemas={schemas} sent={sent} />
        </div>
      ))}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      {children}
    </div>
  );
}

interface CredentialProps {
  auth: Endpoint["auth"];
  scope: Endpoint["scope"];
  idempotent: boolean;
}

function Credential({ auth, scope, idempotent }: CredentialProps) {
  return (
    <Part title="Who may call it">
      <p className="text-sm text-muted">
        {auth === "public" ? (
          <>
            Anyone: no key is needed. Calls are{" "}
            <Link prefetch={false} href="/docs/rate-limits#counting" className="link">
              limited by address
            </Link>
            .
          </>
        ) : auth === "person" ? (
          <>
            You yourself, with a{" "}
            <Link prefetch={false} href="/docs/authentication#people" className="link">
              personal access token
            </Link>
            . API keys are refused.
          </>
        ) : (
          <>
            An{" "}
            <Link prefetch={false} href="/docs/authentication#send-a-key" className="link">
              API key
            </Link>{" "}
            or{" "}
            <Link prefetch={false} href="/docs/authentication#people" className="link">
              access token
            </Link>
            {scope !== undefined && (
              <>
                {" "}
                with the scope <code className="font-mono text-[0.8125rem] text-ink">{scope}</code>
              </>
            )}
            .
          </>
        )}
        {idempotent && (
          <>
            {" "}
            Takes an{" "}
            <Link prefetch={false} href="/docs/idempotency" className="link">
              Idempotency-Key
            </Link>
            .
          </>
        )}
      </p>
    </Part>
  );
}

interface ParametersProps {
  title: string;
  place: Parameter["in"];
  parameters: readonly Parameter[];
  schemas: Schemas;
}

function Parameters({ title, place, parameters, schemas }: ParametersProps) {
  const these = parameters.filter((parameter) => parameter.in === place);
  if (these.length === 0) return null;
  return (
    <Part title={title}>
      <ul className="divide-y divide-line border-y border-line">
        {these.map(({ name, required, description, schema }) => {
          const limits = limitsOf(schema, schemas);
          const text = description ?? schema.description;
          return (
            <li key={name} className="space-y-1 py-2.5 text-sm">
              <p className="flex flex-wrap items-baseline gap-x-2.5">
                <code className="font-mono text-[0.8125rem] font-medium">{name}</code>
                <span className="text-xs text-muted">{typeName(schema, schemas)}</span>
                {required === true && <span className="text-xs font-medium text-ember">required</span>}
              </p>
              {text !== undefined && <ShortMarkdown text={text} className="text-muted" />}
              {limits.length > 0 && <p className="text-xs text-muted">{limits.join("; ")}</p>}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Codes({ endpoint }: { endpoint: Endpoint }) {
  const { own, common } = problemCodesOf(endpoint);
  return (
    <Part title="When it is refused">
      {own.length > 0 && <CodeList codes={own} />}
      <details className="mt-2">
        <summary className="inline-flex min-h-8 cursor-pointer items-center rounded-md pr-2 text-xs text-plum hover:underline">
          {own.length > 0 ? "What any call like it may be refused with" : "What it may be refused with"}
        </summary>
        <div className="mt-1 border-l-2 border-line pl-4">
          <CodeList codes={common} />
        </div>
      </details>
    </Part>
  );
}

function CodeList({ codes }: { codes: readonly string[] }) {
  const inOrder = [...codes].sort((a, b) => (STATUS.get(a) ?? 0) - (STATUS.get(b) ?? 0));
  return (
    <ul className="flex flex-wrap gap-x-5">
      {inOrder.map((code) => (
        <li key={code}>
          <Link
            prefetch={false}
            href={`/docs/errors#${code}`}
            className="inline-flex min-h-8 items-center gap-2 font-mono text-xs hover:text-plum hover:underline"
          >
            <span className="text-muted">{STATUS.get(code)}</span>
            {code}
          </Link>
        </li>
      ))}
    </ul>
  );
}
