import type { Metadata } from "next";
import { Badge } from "@/components/ui/badge";
import { CodeBlock } from "@/components/ui/code-block";
import { PROBLEM_CODES, type ProblemCode } from "@/lib/api/problem-codes";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = {
  title: "Error codes",
  description: "Every code the Soulmate API answers with, what it means and what to do about it.",
};

const FAMILIES = [
  { title: "The call was refused", holds: (status: number) => status < 500 },
  { title: "The fault is ours", holds: (status: number) => status >= 500 },
] as const;

/** The page at the `type` of every problem document. */
export default function ErrorsPage() {
  return (
    <div className="mx-auto max-w-6xl px-4 py-12 sm:px-6 sm:py-16">
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[1fr_1.35fr]">
        <div className="space-y-4">
          <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Error codes</h1>
          <p className="text-muted">
            Every refusal is an RFC 9457 problem document, sent as{" "}
            <code className="font-mono text-sm text-ink">application/problem+json</code>. Branch on{" "}
            <code className="font-mono text-sm text-ink">code</code>: it stays the same, while texts may get
            better.
          </p>
          <p className="text-muted">
            <code className="font-mono text-sm text-ink">type</code> leads to the code on this page, and{" "}
            <code className="font-mono text-sm text-ink">request_id</code> finds the call in our log.
          </p>
        </div>
        <CodeBlock
          id="problem-example"
          title="A problem document"
          language="JSON"
          code={exampleProblem()}
          copy={false}
        />
      </div>
      <div className="mt-14 grid gap-x-12 gap-y-10 lg:grid-cols-[14rem_1fr]">
        <Contents />
        <div className="min-w-0 space-y-14">
          {FAMILIES.map(({ title, holds }) => (
            <section key={title} aria-label={title}>
              <h2 className="text-xl font-semibold tracking-tight">{title}</h2>
              <div className="mt-4 divide-y divide-line border-t border-line">
                {PROBLEM_CODES.filter(({ status }) => holds(status)).map((problem) => (
                  <Entry key={problem.code} problem={problem} />
                ))}
              </div>
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

function exampleProblem(): string {
  return JSON.stringify(
    {
      type: `${env().APP_URL}/docs/errors#invalid_input`,
      title: "The input is not valid",
      status: 400,
      detail: "One field of the input is not valid.",
      code: "invalid_input",
      request_id: "01990000-0000-7000-8000-000000000000",
      errors: [{ path: "person1.traits[3]", message: "Must be a number from 0 to 1, or null." }],
    },
    null,
    2,
  );
}

function Contents() {
  return (
    <nav aria-label="Codes" className="hidden lg:block">
      <ul className="sticky top-6 max-h-[calc(100dvh-3rem)] space-y-px overflow-y-auto pb-6">
        {PROBLEM_CODES.map(({ code, status }) => (
          <li key={code}>
            <a
              href={`#${code}`}
              className="flex min-h-7 items-center gap-3 rounded-md px-2 font-mono text-xs text-muted outline-offset-[-2px] hover:bg-sunken hover:text-ink"
            >
              <span aria-hidden="true">{status}</span>
              {code}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Entry({ problem: { code, status, title, meaning, fix } }: { problem: ProblemCode }) {
  return (
    <article
      id={code}
      aria-labelledby={`${code}-title`}
      className="-mx-3 scroll-mt-6 space-y-2 rounded-xl px-3 py-6 target:bg-plum-soft"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Badge tone={status < 500 ? "plain" : "ember"}>{status}</Badge>
        <code className="font-mono text-sm">{code}</code>
      </div>
      <h3 id={`${code}-title`} className="font-semibold">
        <a href={`#${code}`} className="hover:underline">
          {title}
        </a>
      </h3>
      <p className="max-w-2xl">{meaning}</p>
      <p className="max-w-2xl text-muted">
        <span className="font-medium text-ink">What to do: </span>
        {fix}
      </p>
    </article>
  );
}
