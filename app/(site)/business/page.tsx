import Link from "next/link";
import { firstCall } from "@/app/first-call";
import { pageBrand } from "@/app/page-brand";
import { pageMetadata } from "@/app/public-pages";
import { FirstCallSteps } from "@/components/site/first-call-steps";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import { THOUSAND_PAIRS_PRICE } from "@/lib/plans/price-words";
import { linkTo } from "@/lib/platform/brand";
import { PairForm } from "./pair-form";
import { PairResult } from "./pair-result";
import { PriceTable } from "./price-table";
import { type ComparedPair, comparePair, type Query } from "./sandbox-pair";

export const metadata = pageMetadata("/business");

export default async function BusinessPage({ searchParams }: { searchParams: Promise<Query> }) {
  const pair = comparePair(await searchParams);
  return (
    <>
      <Opening />
      <Demo pair={pair} />
      <Developers pair={pair} />
      <Prices />
    </>
  );
}

async function Opening() {
  const { name } = await pageBrand();
  return (
    <div className="mx-auto grid max-w-6xl gap-x-12 gap-y-5 px-4 pt-12 pb-8 sm:px-6 sm:pt-16 lg:grid-cols-[1.15fr_1fr] lg:items-end lg:pt-14 lg:pb-9">
      <h1 className="text-[2.5rem] leading-[1.05] font-semibold tracking-[-0.035em] sm:text-6xl">
        How well do two people fit?
      </h1>
      <div className="space-y-5">
        <p className="text-lg text-muted">
          {name} compares 32 traits of two people, gives one score and says what it is made of. One API call,
          for dating apps, event hosts and everyone else who introduces people.
        </p>
        <p className="flex flex-wrap gap-3">
          <Link prefetch={false} href="/sign-up" className={buttonStyle()}>
            Sign up
          </Link>
          <Link prefetch={false} href="/business#developers" className={buttonStyle({ kind: "quiet" })}>
            Make your first call
          </Link>
        </p>
      </div>
    </div>
  );
}

function Demo({ pair }: { pair: ComparedPair }) {
  const people = sandboxPeople().map(({ id, name }) => ({ id, name }));
  return (
    <section aria-labelledby="demo" className="mx-auto max-w-6xl px-4 sm:px-6">
      <h2 id="demo" className="sr-only">
        Compare two people
      </h2>
      <Card>
        <div className="space-y-4 border-b border-line p-5 sm:px-7 sm:py-6">
          <PairForm people={people} first={pair.first.id} second={pair.second.id} />
          {pair.notes.map((note) => (
            <p key={note} role="status" className="rounded-lg bg-plum-soft px-3 py-2 text-sm">
              {note}
            </p>
          ))}
        </div>
        <PairResult pair={pair} />
      </Card>
      <p className="mt-3 px-1 text-sm text-muted">
        Fifty invented people, scored on our server by the code that answers the API.
      </p>
    </section>
  );
}

/** Each is kept by the code; its test stands beside it. */
const PROMISES = [
  {
    title: "Every score explains itself",
    text: "Ask with explain and the reply holds each term of the sum, so that you can work it out again.",
  },
  {
    title: "Models never change their answers",
    text: "Each reply names its model version, and a key can stay on one.",
  },
  {
    title: "Retries are safe",
    text: "Send an Idempotency-Key, and the same call again gets the same reply, unbilled, for 24 hours.",
  },
  {
    title: "A batch bends, it does not break",
    text: "One result a pair: a bad pair says what is wrong with it and sinks no other.",
  },
] as const;

function Developers({ pair }: { pair: ComparedPair }) {
  const call = firstCall(linkTo(null, ""), pair);
  return (
    <section
      id="developers"
      aria-labelledby="developers-title"
      className="mx-auto grid max-w-6xl gap-x-12 gap-y-8 px-4 pt-20 sm:px-6 sm:pt-28 lg:grid-cols-[1fr_1.35fr]"
    >
      <div className="space-y-6">
        <h2 id="developers-title" className="text-3xl font-semibold tracking-tight sm:text-4xl">
          Two calls to your first score
        </h2>
        <p className="text-muted">
          Paste them into a shell. The first answers with a test key that works at once and is never billed;
          the second scores {pair.first.name} and {pair.second.name}, so the number is the one above.
        </p>
        <ul className="flex flex-wrap gap-x-6">
          {[
            { href: "/docs/reference", label: "API reference" },
            { href: "/docs/errors", label: "Error codes" },
            { href: "/api/openapi.json", label: "OpenAPI document" },
          ].map(({ href, label }) => (
            <li key={href}>
              <a href={href} className="inline-flex min-h-9 items-center">
                <span className="link">{label}</span>
              </a>
            </li>
          ))}
        </ul>
        <dl className="space-y-5 border-t border-line pt-6">
          {PROMISES.map(({ title, text }) => (
            <div key={title}>
              <dt className="font-medium">{title}</dt>
              <dd className="mt-1 text-sm text-muted">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      <FirstCallSteps {...call} names={[pair.first.name, pair.second.name]} />
    </section>
  );
}

function Prices() {
  return (
    <section
      id="prices"
      aria-labelledby="prices-title"
      className="mx-auto max-w-6xl px-4 py-20 sm:px-6 sm:py-28"
    >
      <div className="mb-8 max-w-2xl space-y-4">
        <h2 id="prices-title" className="text-3xl font-semibold tracking-tight sm:text-4xl">
          Prices and limits
        </h2>
        <p className="text-muted">
          On top of the tier, 1,000 successful live calls cost {THOUSAND_PAIRS_PRICE}; each pair of a batch
          counts as one. Test keys cost nothing and always have the limits of the free tier.
        </p>
      </div>
      <PriceTable />
    </section>
  );
}
