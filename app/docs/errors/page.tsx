import { Badge } from "@/components/ui/badge";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import type { ProblemCode } from "@/lib/catalog/shapes";
import { linkTo } from "@/lib/platform/brand";
import { Guide } from "../frame/guide";
import { ReplyBlock } from "../frame/reply-block";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("errors");

/** The page at the `type` of every problem document. */
export default function ErrorsPage() {
  return (
    <Guide
      page="errors"
      lead={
        <p>
          Branch on <code>code</code>: it stays the same, while texts may get better. <code>type</code> leads
          to the code on this page, <code>request_id</code> finds the call in the log.
        </p>
      }
      sections={{
        "read-a-problem": (
          <>
            <p>
              Every refusal is an RFC 9457 problem document, sent as <code>application/problem+json</code>.
              Where the input was wrong, <code>errors</code> names every bad field at once.
            </p>
            <ReplyBlock id="problem-example" title="400" code={exampleProblem()} />
            <Snippet id="handle-problem" />
            <p>
              Try again at 429 and 503, after as many seconds as <code>Retry-After</code> says, and at 500;
              never at another 4xx, which would be refused again.
            </p>
          </>
        ),
        refused: <Codes holds={(status) => status < 500} />,
        ours: <Codes holds={(status) => status >= 500} />,
      }}
    />
  );
}

function exampleProblem(): string {
  return JSON.stringify(
    {
      type: linkTo(null, "/docs/errors#invalid_input"),
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

function Codes({ holds }: { holds: (status: number) => boolean }) {
  return (
    <div className="divide-y divide-line border-t border-line">
      {PROBLEM_CODES.filter(({ status }) => holds(status)).map((problem) => (
        <Entry key={problem.code} problem={problem} />
      ))}
    </div>
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
        <a href={`#${code}`} className="docs-anchor hover:underline">
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
