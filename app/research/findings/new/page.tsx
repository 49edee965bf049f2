import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { PublishForm } from "@/app/research/findings/new/publish-form";
import { Locked } from "@/app/research/locked";
import { requireResearch } from "@/app/research/research-at-work";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { AnswerFigure } from "@/components/research/answer-figure";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { drawAnswer } from "@/lib/research/exports/draw-answer";
import { getQuery } from "@/lib/research/insights/get-query";
import { QueryPath } from "@/lib/research/insights/schemas";

export const metadata: Metadata = { title: "Publish a finding" };

interface NewFindingPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewFindingPage({ searchParams }: NewFindingPageProps) {
  const { atWork, unlocked } = await requireResearch();
  if (unlocked === null) return <Locked mayBuy={atWork.ctx.permissions.has("billing:write")} />;
  const { ctx, partner } = unlocked;
  const path = QueryPath.safeParse(await searchParams);
  if (!path.success) notFound();
  const { result, ...asked } = await orNotFound(getQuery(ctx, path.data));
  if (result === null) notFound();
  const drawn = drawAnswer({ ...asked, result });
  return (
    <div className="max-w-3xl space-y-6">
      <Breadcrumbs items={[{ label: "Findings", href: "/research/findings" }]} current="Publish a finding" />
      <PageHeader
        title="Publish a finding"
        description={`Everyone will be able to read this answer under an address that can be cited. ${partner.companyName} is named as its author.`}
      />
      {ctx.permissions.has("insights:write") ? (
        <Card className="p-5 sm:p-6">
          <PublishForm queryId={path.data.query_id} title={drawn.title} />
        </Card>
      ) : (
        <Notice>Your role reads findings. An owner, admin or developer can publish them.</Notice>
      )}
      <Section
        title="What will be public"
        description="The figures with their errors, and the signed files to download."
      >
        <Card className="p-5 sm:p-6">
          <AnswerFigure {...drawn} />
        </Card>
      </Section>
    </div>
  );
}
