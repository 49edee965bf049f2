import { BookMarked, SlidersHorizontal } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { pageBrand } from "@/app/page-brand";
import { askHref } from "@/app/research/asked";
import { Locked } from "@/app/research/locked";
import { requireResearch } from "@/app/research/research-at-work";
import { SyntheticNotice } from "@/app/research/synthetic-notice";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { ExportMenu } from "@/components/research/export-menu";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/error-notice";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import type { PartnerContext } from "@/lib/platform/context";
import { answerFigures } from "@/lib/research/insights/answer-figures";
import { answerWords } from "@/lib/research/insights/answer-words";
import { compareEditions } from "@/lib/research/insights/compare-editions";
import { getQuery } from "@/lib/research/insights/get-query";
import { getRelease } from "@/lib/research/insights/get-release";
import { CompareEditions, type Release, ReleasePath } from "@/lib/research/insights/release-schemas";
import { type InsightQuery, QueryPath } from "@/lib/research/insights/schemas";
import { epsilonWords, questionWords, unitOf } from "@/lib/research/insights/words";
import { AnswerView } from "./answer-view";
import { Comparison } from "./comparison";

export const metadata: Metadata = { title: "Release" };

interface ReleasePageProps {
  params: Promise<{ release_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ReleasePage({ params, searchParams }: ReleasePageProps) {
  const [{ atWork, unlocked }, path, query] = await Promise.all([requireResearch(), params, searchParams]);
  if (unlocked === null) return <Locked mayBuy={atWork.ctx.permissions.has("billing:write")} />;
  const { ctx } = unlocked;
  const parsed = ReleasePath.safeParse({
    ...path,
    ...(query.as === "median" || query.as === "distribution" ? { as: query.as } : {}),
  });
  if (!parsed.success) notFound();
  const release = await orNotFound(getRelease(ctx, parsed.data));
  const own = await ownQuery(ctx, release, query.query);
  const asked = own ?? release;
  const result = own?.result ?? release.result;
  const comparison = CompareEditions.parse({
    measure: asked.measure,
    subject: asked.subject,
    dimensions: asked.dimensions,
    filters: asked.filters,
    error: result.error,
  });
  const [compared, brand] = await Promise.all([compareEditions(ctx, comparison), pageBrand()]);
  const answer = answerFigures(asked.measure, result);
  const title = questionWords(asked);
  return (
    <div className="space-y-8">
      <div>
        <Breadcrumbs items={[{ label: "Releases", href: "/research/releases" }]} current={title} />
        <PageHeader
          title={title}
          badge={<Badge tone="plum">{release.edition}</Badge>}
          description={whoPaid(release, own)}
          actions={
            <Link
              prefetch={false}
              href={askHref({ ...asked, error: result.error, edition: release.edition })}
              className={buttonStyle({ kind: "quiet" })}
            >
              <SlidersHorizontal aria-hidden size={16} /> Change the query
            </Link>
          }
        />
      </div>
      {release.synthetic && <SyntheticNotice />}
      {own !== null && questionWords(own) !== questionWords(release) && (
        <Notice
          action={
            <Link prefetch={false} href={`/research/releases/${release.id}`}>
              See the whole release
            </Link>
          }
        >
          These figures are read from a larger release: {questionWords(release)}.
        </Notice>
      )}
      <Card className="space-y-2 p-5">
        <h2 className="font-semibold">In words</h2>
        {answerWords(asked, answer).map((sentence) => (
          <p key={sentence} className="text-pretty">
            {sentence}
          </p>
        ))}
        <p className="text-sm text-pretty text-muted">
          Errors are the noise that protects people. They do not say how well those who took part stand for
          everyone else. <Link href="/docs/research#limits">What is not guaranteed</Link>
        </p>
      </Card>
      {(release.measure.endsWith("_distribution") || release.measure.endsWith("_median")) && own === null && (
        <Readings release={release} />
      )}
      <AnswerView asked={asked} answer={answer} />
      <Files
        href={own === null ? releaseFiles(release.id, query.as) : `/research/export/${own.id}`}
        what={title}
        publishHref={
          own !== null && (release.own || release.at_opening) && ctx.permissions.has("insights:write")
            ? `/research/findings/new?query_id=${own.id}`
            : null
        }
      />
      <Comparison asked={comparison} compared={compared} />
      <Facts release={release} error={result.error} brandName={brand.name} title={title} />
    </div>
  );
}

function whoPaid(release: Release, own: InsightQuery | null): string {
  if (own !== null && own.charged_milli === 0) {
    return "Answered from what was released. It cost your team nothing.";
  }
  if (release.own) {
    return `Your team paid ε ${epsilonWords(release.epsilon_milli)} for it. Everyone can read it now.`;
  }
  return release.at_opening
    ? "Released with its edition, for every partner."
    : "Another partner paid for it. It costs your team nothing.";
}

/** The partner's own question that this release answered, if the address names one. */
async function ownQuery(
  ctx: PartnerContext,
  release: Release,
  id: string | string[] | undefined,
): Promise<InsightQuery | null> {
  const path = QueryPath.safeParse({ query_id: id });
  if (!path.success) return null;
  const query = await orNotFound(getQuery(ctx, path.data));
  return query.result?.release_id === release.id ? query : null;
}

function releaseFiles(id: string, as: string | string[] | undefined): string {
  const path = `/research/export/release/${id}`;
  return as === "median" || as === "distribution" ? `${path}?as=${as}` : path;
}

/** What can be taken along, and shown to everyone. */
function Files({ href, what, publishHref }: { href: string; what: string; publishHref: string | null }) {
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4 p-5">
      <div className="min-w-0 space-y-1 sm:flex-1 sm:basis-72">
        <h2 className="font-semibold">Take it with you</h2>
        <p className="text-sm text-pretty text-muted">
          The bundle holds every format, its description and a signature that{" "}
          <Link href="/docs/research#verify">anyone can check</Link> without a network.
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2.5">
        <ExportMenu href={href} what={what} />
        {publishHref !== null && (
          <Link prefetch={false} href={publishHref} className={buttonStyle({ size: "small" })}>
            <BookMarked aria-hidden size={15} /> Publish
          </Link>
        )}
      </div>
    </Card>
  );
}

/** Counts in bins are one release and two readings. */
function Readings({ release }: { release: Release }) {
  const current = release.measure.endsWith("_median") ? "median" : "distribution";
  return (
    <nav aria-label="Readings" className="flex flex-wrap gap-1.5">
      {(["distribution", "median"] as const).map((as) => (
        <Link
          key={as}
          prefetch={false}
          href={`/research/releases/${release.id}?as=${as}`}
          aria-current={as === current ? "page" : undefined}
          className={buttonStyle({ kind: as === current ? "primary" : "quiet", size: "small" })}
        >
          {as === "median" ? "Median" : "Distribution"}
        </Link>
      ))}
    </nav>
  );
}

function Facts({
  release,
  error,
  brandName,
  title,
}: {
  release: Release;
  error: number;
  brandName: string;
  title: string;
}) {
  const year = release.released_at.slice(0, 4);
  const cite = `${brandName} Research (${year}). ${title}. Edition ${release.edition}, release ${release.id}. Differentially private, ε = ${epsilonWords(release.epsilon_milli)}.`;
  return (
    <Card className="px-5 py-2.5">
      <h2 className="sr-only">About this release</h2>
      <KeyValue
        items={[
          { label: "Released", value: <Time at={release.released_at} format="absolute" /> },
          {
            label: "Error of each count",
            value: `±${error.toLocaleString("en-US")} ${unitOf(release.measure)}, 19 times out of 20`,
          },
          {
            label: "Privacy cost",
            value: `ε ${epsilonWords(release.epsilon_milli)} for everyone in the edition`,
          },
          {
            label: "Mechanism",
            value: (
              <>
                Discrete Laplace noise, drawn exactly. <Link href="/docs/research-method">The method</Link>
              </>
            ),
          },
          {
            label: "Release ID",
            value: (
              <span className="flex flex-wrap items-center gap-x-2">
                <code id="release-id" className="font-mono text-[0.8125rem]">
                  {release.id}
                </code>
                <CopyButton from="release-id" label="Copy the release ID" on="page" />
              </span>
            ),
          },
          {
            label: "Cite it as",
            value: (
              <span className="flex flex-wrap items-center gap-x-2">
                <span id="citation">{cite}</span>
                <CopyButton from="citation" label="Copy the citation" on="page" />
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
