import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Highlighted } from "../frame/highlighted";

/** What came back. */
export interface Answered {
  status: number;
  milliseconds: number;
  headers: readonly (readonly [name: string, value: string])[];
  text: string;
}

/** Headers worth a look, in this order; the rest is HTTP's own business. */
const SHOWN = [
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "idempotent-replayed",
  "request-id",
  "content-type",
] as const;

export function Answer({ answer, signedIn }: { answer: Answered; signedIn: boolean }) {
  const headers = new Map(answer.headers);
  const problem = problemOf(answer);
  const requestId = headers.get("request-id");
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Badge tone={answer.status < 400 ? "pine" : "ember"}>{answer.status}</Badge>
        <span className="text-sm text-muted">{answer.milliseconds.toFixed(0)} ms from this browser</span>
        <Left value={headers.get("ratelimit")} />
      </div>
      {problem !== null && (
        <p className="rounded-xl bg-ember-soft px-4 py-3 text-sm">
          {problem.detail}{" "}
          <Link prefetch={false} href={`/docs/errors#${problem.code}`} className="link">
            What {problem.code} means
          </Link>
        </p>
      )}
      <figure className="overflow-hidden rounded-xl bg-code text-code-ink">
        <figcaption className="flex min-h-10 items-center justify-between border-b border-code-line pr-1.5 pl-4 text-sm font-medium">
          Body <CopyButton from="playground-reply" label="Copy: the body" />
        </figcaption>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
          tabIndex={0}
          className="docs-code max-h-[36rem] overflow-y-auto"
        >
          <code id="playground-reply">
            <Highlighted code={pretty(answer.text)} grammar="json" />
          </code>
        </pre>
      </figure>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1 text-sm">
        {SHOWN.map((name) => {
          const value = headers.get(name);
          return value === undefined ? null : (
            <div key={name} className="contents">
              <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
              <dd className="font-mono text-xs leading-5 break-words">{value}</dd>
            </div>
          );
        })}
      </dl>
      {signedIn && requestId !== undefined && (
        <p className="text-sm">
          <Link prefetch={false} href={`/partner/requests/${requestId}`} className="link">
            This call in your request log
          </Link>
        </p>
      )}
    </>
  );
}

/** What is left of the minute and the day, in words. */
function Left({ value }: { value: string | undefined }) {
  const [minute, day] = ["minute", "day"].map(
    (name) => new RegExp(`"${name}";r=(\\d+)`).exec(value ?? "")?.[1],
  );
  if (minute === undefined || day === undefined) return null;
  return (
    <span className="text-sm text-muted">
      {minute} calls left this minute, {day} today
    </span>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function problemOf({ status, text }: Answered): { code: string; detail: string } | null {
  if (status < 400) return null;
  try {
    const { code, detail } = JSON.parse(text) as { code?: unknown; detail?: unknown };
    return typeof code === "string" && typeof detail === "string" ? { code, detail } : null;
  } catch {
    return null;
  }
}
