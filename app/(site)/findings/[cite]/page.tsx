import type { Metadata } from "next";
import Link from "next/link";
import { cache, type ReactNode } from "react";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { AnswerFigure } from "@/components/research/answer-figure";
import { ExportMenu } from "@/components/research/export-menu";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Notice } from "@/components/ui/error-notice";
import { KeyValue } from "@/components/ui/key-value";
import { Time } from "@/components/ui/time";
import { describeAnswer } from "@/lib/research/exports/describe-data";
import { drawAnswer } from "@/lib/research/exports/draw-answer";
import { citeFinding } from "@/lib/research/findings/cite-finding";
import { findingJsonLd } from "@/lib/research/findings/finding-json-ld";
import { getFinding, type PublicFinding } from "@/lib/research/findings/get-finding";

interface PageProps {
  params: Promise<{ cite: string }>;
}

/** Read once a request, for the page and its head. */
const findingOf = cache(async (cite: string): Promise<PublicFinding> => {
  const { ctx } = await visit();
  return orNotFound(getFinding(ctx, { cite }));
});

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const finding = await findingOf((await params).cite);
  const { title, author, answer, synthetic } = finding;
  const description =
    answer === null ? "This finding was withdrawn." : `By ${author}. ${describeAnswer(answer)}`.slice(0, 300);
  return {
    title,
    description,
    alternates: { canonical: `/findings/${finding.cite}` },
    openGraph: { type: "article", title, description, url: `/findings/${finding.cite}` },
    // What was withdrawn, and people who do not exist, are nothing to be found.
    ...(answer === null || synthetic ? { robots: { index: false } } : {}),
  };
}

export default async function FindingPage({ params }: PageProps) {
  const finding = await findingOf((await params).cite);
  const { title, author, published_at, withdrawn_at, summary, answer, synthetic } = finding;
  const jsonLd = findingJsonLd(finding);
  return (
    <article className="mx-auto max-w-3xl space-y-10 px-4 py-10 sm:px-6 sm:py-14">
      {jsonLd !== null && (
        // A block of data: it is not run, and nothing in it ends it (lib/research/findings/finding-json-ld.ts).
        <script
          type="application/ld+json"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: escaped for where it stands, which a test holds
          dangerouslySetInnerHTML={{ __html: jsonLd }}
        />
      )}
      <header className="space-y-3">
        <p className="text-sm text-muted">
          Research finding <span className="font-mono">{finding.cite}</span>
        </p>
        <h1 className="text-3xl font-semibold tracking-tight text-balance wrap-anywhere sm:text-4xl">
          <bdi>{title}</bdi>
        </h1>
        <p className="text-muted">
          {author === "" ? (
            "Published "
          ) : (
            <>
              <bdi className="text-ink wrap-anywhere">{author}</bdi>, published{" "}
            </>
          )}
          <Time at={published_at} format="absolute" />
        </p>
      </header>
      {withdrawn_at !== null || answer === null ? (
        <Notice tone="gold">
          This finding was withdrawn
          {finding.withdrawn_by_staff && " by us"}
          {withdrawn_at !== null && (
            <>
              {" "}
              on <Time at={withdrawn_at} format="absolute" />
            </>
          )}
          . Its address stays, so that citations of it still lead somewhere.
        </Notice>
      ) : (
        <Shown finding={finding} answer={answer} summary={summary} synthetic={synthetic} />
      )}
    </article>
  );
}

interface ShownProps {
  finding: PublicFinding;
  answer: NonNullable<PublicFinding["answer"]>;
  summary: string;
  synthetic: boolean;
}

function Shown({ finding, answer, summary, synthetic }: ShownProps) {
  const drawn = drawAnswer(answer);
  const cited = citeFinding(finding);
  const { result } = answer;
  return (
    <>
      {synthetic && (
        <Notice tone="gold">
          This edition is synthetic. Its people were drawn by chance for a demo, so its figures say nothing
          about real ones.
        </Notice>
      )}
      {summary !== "" && (
        <section aria-label="Summary" className="space-y-2">
          <p className="text-lg text-pretty whitespace-pre-line wrap-anywhere">{summary}</p>
          <p className="text-sm text-muted">In the words of its author.</p>
        </section>
      )}
      <Card className="space-y-5 p-5 sm:p-6">
        <div className="space-y-1">
          <h2 className="text-xl font-semibold tracking-tight">{drawn.title}</h2>
          {drawn.filters !== null && <p className="text-sm text-muted">{drawn.filters}</p>}
          <p className="text-sm text-pretty text-muted">{describeAnswer(answer)}</p>
        </div>
        <AnswerFigure {...drawn} />
      </Card>
      <Part title="Download and check">
        <ExportMenu href={`/findings/${finding.cite}/export`} what={drawn.title} />
        <p className="text-pretty text-muted">
          The bundle is signed. Get the{" "}
          <a href="/verify-bundle.mjs" className="link">
            verify program
          </a>{" "}
          and our{" "}
          <a href="/.well-known/research-keys.json" className="link">
            public keys
          </a>{" "}
          once, then check any bundle without a network:
        </p>
        <CodeBlock
          id="verify"
          title="Check a bundle"
          language="Shell"
          code={`node verify-bundle.mjs ${bundleName(result)} --keys research-keys.json`}
        />
      </Part>
      <Part title="How to cite">
        <p className="wrap-anywhere">{cited.text}</p>
        <CodeBlock id="bibtex" title="Citation" language="BibTeX" code={cited.bibtex} />
      </Part>
      <Part title="How it was made">
        <KeyValue
          items={[
            { label: "Edition", value: result.edition },
            {
              label: "Release",
              value: <span className="font-mono text-sm wrap-anywhere">{result.release_id}</span>,
            },
            { label: "Released", value: <Time at={result.released_at} format="absolute" /> },
            { label: "Mechanism", value: "Discrete Laplace noise, exact sampling" },
            { label: "Epsilon", value: String(result.epsilon_milli / 1_000) },
          ]}
        />
        <p className="text-pretty text-muted">
          Everyone in the edition agreed to research. Noise was added once, before anyone saw a figure, and
          numbers under 10 are not shown. So no figure says much about any one person.{" "}
          <Link prefetch={false} href="/privacy" className="link">
            See how you can take part or withdraw
          </Link>
          .
        </p>
      </Part>
    </>
  );
}

function bundleName({ edition, release_id }: { edition: string; release_id: string }): string {
  return `research-${edition}-${release_id.slice(-12)}.zip`.toLowerCase();
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-4">
      <h2 className="text-2xl font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}
