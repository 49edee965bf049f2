import type { Metadata } from "next";
import { comparePair } from "@/app/(site)/sandbox-pair";
import { firstCall } from "@/app/first-call";
import { FirstCallSteps } from "@/components/site/first-call-steps";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { HttpMethod } from "@/lib/api/endpoint";
import { ENDPOINTS } from "@/lib/api/openapi";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = {
  title: "Documentation",
  description: "From the first curl to every endpoint and error code of the Soulmate API.",
};

const TONES: Record<HttpMethod, "pine" | "plum" | "plain" | "ember"> = {
  GET: "pine",
  POST: "plum",
  PUT: "plain",
  PATCH: "plain",
  DELETE: "ember",
};

const METHODS: readonly HttpMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

const PLACES = [
  {
    href: "/docs/reference",
    title: "API reference",
    text: "Every endpoint with its fields, replies and examples, made from the code that answers.",
  },
  {
    href: "/docs/errors",
    title: "Error codes",
    text: "What each code means and what to do about it.",
  },
  {
    href: "/api/openapi.json",
    title: "OpenAPI document",
    text: "OpenAPI 3.1, for client generators and other tools.",
  },
] as const;

export default function DocsPage() {
  return (
    <div className="mx-auto max-w-6xl space-y-20 px-4 py-12 sm:px-6 sm:py-16">
      <div className="space-y-8">
        <div className="max-w-2xl space-y-4">
          <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Documentation</h1>
          <p className="text-lg text-muted">
            Send 32 traits of two people, get one score and what it is made of.
          </p>
        </div>
        <ul className="grid gap-4 md:grid-cols-3">
          {PLACES.map(({ href, title, text }) => (
            <li key={href}>
              <Card className="relative h-full space-y-1.5 p-5 transition-colors hover:border-plum">
                <h2 className="font-semibold">
                  {/* A plain link: the reference has its own Content-Security-Policy, which comes with a full load. */}
                  <a href={href} className="after:absolute after:inset-0 after:rounded-2xl hover:text-plum">
                    {title}
                  </a>
                </h2>
                <p className="text-sm text-muted">{text}</p>
              </Card>
            </li>
          ))}
        </ul>
      </div>
      <Quickstart />
      <Conventions />
      <Endpoints />
    </div>
  );
}

function Quickstart() {
  const pair = comparePair({});
  return (
    <section
      id="quickstart"
      aria-labelledby="quickstart-title"
      className="grid gap-x-12 gap-y-6 lg:grid-cols-[1fr_1.6fr]"
    >
      <div className="space-y-4">
        <h2 id="quickstart-title" className="text-2xl font-semibold tracking-tight">
          Quickstart
        </h2>
        <p className="text-muted">
          In any POSIX shell. The sign-up prints its whole reply and keeps the test key in KEY; the key is
          shown only once, so put it where you keep secrets.
        </p>
        <p className="text-muted">
          Then use your own address, open the link in our mail, and make a live key when you need one.
        </p>
      </div>
      <FirstCallSteps {...firstCall(env().APP_URL, pair)} names={[pair.first.name, pair.second.name]} />
    </section>
  );
}

const CONVENTIONS = [
  {
    title: "Keys",
    text: "Send X-API-Key, or Authorization: Bearer. Keys that begin with sk_test_ are free and have the free tier's limits; sk_live_ keys are billed.",
  },
  {
    title: "Limits",
    text: "Every reply carries RateLimit and RateLimit-Policy. A 429 says in Retry-After how many seconds to wait.",
  },
  {
    title: "Retries",
    text: "With an Idempotency-Key, a repeated call gets the first reply again for 24 hours, marked Idempotent-Replayed: true.",
  },
  {
    title: "Lists",
    text: "limit is from 1 to 100. Where has_more is true, next_cursor asks for the page after.",
  },
  {
    title: "Unknown traits",
    text: "Send null for a trait you do not know. At least 16 must be known in both people, and trait_coverage says how many were.",
  },
  {
    title: "Models",
    text: "model_version is in every score. An old version never changes its answers, and a key can be pinned to one.",
  },
] as const;

function Conventions() {
  return (
    <section aria-labelledby="conventions-title" className="space-y-6">
      <h2 id="conventions-title" className="text-2xl font-semibold tracking-tight">
        What holds everywhere
      </h2>
      <dl className="grid gap-x-10 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
        {CONVENTIONS.map(({ title, text }) => (
          <div key={title} className="border-t border-line pt-4">
            <dt className="font-medium">{title}</dt>
            <dd className="mt-1 text-sm text-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Endpoints() {
  const tags = [...new Set(ENDPOINTS.map(({ tag }) => tag))];
  const inOrder = ENDPOINTS.toSorted(
    (x, y) => x.path.localeCompare(y.path) || METHODS.indexOf(x.method) - METHODS.indexOf(y.method),
  );
  return (
    <section aria-labelledby="endpoints-title" className="space-y-6">
      <h2 id="endpoints-title" className="text-2xl font-semibold tracking-tight">
        Endpoints
      </h2>
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        {tags.map((tag) => (
          <section key={tag} aria-label={tag}>
            <h3 className="text-sm font-medium text-muted">{tag}</h3>
            <ul className="mt-2 divide-y divide-line border-t border-line">
              {inOrder
                .filter((endpoint) => endpoint.tag === tag)
                .map(({ method, path, summary, operationId }) => (
                  <li key={operationId} className="flex flex-col gap-1 py-3">
                    <span className="flex items-baseline gap-3">
                      <Badge tone={TONES[method]}>{method}</Badge>
                      <span>{summary}</span>
                    </span>
                    <code className="font-mono text-[0.8125rem] break-all text-muted">/api{path}</code>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}
