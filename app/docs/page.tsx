import Link from "next/link";
import { pageMetadata } from "@/app/public-pages";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { ENDPOINTS } from "@/lib/registry";
import { DOCS_PAGES } from "./pages";

export const metadata = pageMetadata("/docs");

/** What somebody comes here for, in their own words, and where it is. */
const WANTS = [
  {
    want: "Make a first call",
    how: "Two calls, about a minute, no form to fill in.",
    path: "/docs/quickstart",
  },
  {
    want: "Try it from this page",
    how: "Send real calls with a test key, and see what comes back.",
    path: "/docs/playground",
  },
  {
    want: "Find out why a call failed",
    how: `All ${PROBLEM_CODES.length} codes, with what to do about each.`,
    path: "/docs/errors",
  },
  {
    want: "Look up an endpoint",
    how: `All ${ENDPOINTS.length}, with fields, replies, codes and examples.`,
    path: "/docs/reference",
  },
  {
    want: "Understand a score",
    how: "The traits, the formula, and what is done where traits are unknown.",
    path: "/docs/scores",
  },
  { want: "Get past a 429", how: "What counts, what is left, and how to wait.", path: "/docs/rate-limits" },
  { want: "Score many pairs", how: "Batches, dry runs, and how to be fast.", path: "/docs/batches" },
  {
    want: "Retry without paying twice",
    how: "An Idempotency-Key makes a second call the first.",
    path: "/docs/idempotency",
  },
  {
    want: "Ask about people",
    how: "Counts and averages with exact differential privacy, for researchers.",
    path: "/docs/research",
  },
  { want: "Keep keys safe", how: "Scopes, expiry, allowlists, rotation.", path: "/docs/authentication" },
] as const;

const ALSO = [
  DOCS_PAGES["signed-requests"],
  DOCS_PAGES.versioning,
  DOCS_PAGES.usage,
  DOCS_PAGES.changelog,
] as const;

export default function DocsPage() {
  return (
    <div className="max-w-5xl">
      <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Documentation</h1>
      <p className="mt-4 max-w-2xl text-lg text-muted">
        Send 32 traits of two people, get one score and what it is made of. What do you want to do?
      </p>
      <ul className="mt-8 grid gap-4 sm:grid-cols-2">
        {WANTS.map(({ want, how, path }) => (
          <li
            key={path}
            className="relative rounded-2xl border border-line bg-card p-5 transition-colors hover:border-plum"
          >
            <h2 className="font-semibold">
              <Link
                prefetch={false}
                href={path}
                className="after:absolute after:inset-0 after:rounded-2xl hover:text-plum"
              >
                {want}
              </Link>
            </h2>
            <p className="mt-1 text-sm text-muted">{how}</p>
          </li>
        ))}
      </ul>
      <h2 className="mt-12 text-xl font-semibold tracking-tight">Also here</h2>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {ALSO.map(({ path, title, description }) => (
          <li key={path}>
            <Link prefetch={false} href={path} className="group grid gap-x-6 py-3 sm:grid-cols-[12rem_1fr]">
              <span className="font-medium group-hover:text-plum group-hover:underline">{title}</span>
              <span className="text-sm text-muted sm:leading-6">{description}</span>
            </Link>
          </li>
        ))}
        <li>
          <a href="/api/openapi.json" className="group grid gap-x-6 py-3 sm:grid-cols-[12rem_1fr]">
            <span className="font-medium group-hover:text-plum group-hover:underline">OpenAPI document</span>
            <span className="text-sm text-muted sm:leading-6">
              OpenAPI 3.1, for client generators and other tools.
            </span>
          </a>
        </li>
      </ul>
    </div>
  );
}
