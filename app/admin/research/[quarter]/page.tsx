import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ReasonDialog } from "@/app/admin/reason-dialog";
import { withdrawFinding } from "@/app/admin/research/actions";
import { EditionState, epsilon } from "@/app/admin/research/research-words";
import { count } from "@/app/admin/words";
import { orNotFound } from "@/app/or-not-found";
import { requireAdmin } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { type EditionOversight, getEditionOversight } from "@/lib/research/oversight/get-edition-oversight";
import { EditionPath } from "@/lib/research/oversight/schemas";

type Params = Promise<{ quarter: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: `Edition ${(await params).quarter}` };
}

export default async function EditionPage({ params }: { params: Params }) {
  const { ctx } = await requireAdmin();
  const path = EditionPath.safeParse(await params);
  if (!path.success) notFound();
  const edition = await orNotFound(getEditionOversight(ctx, path.data));
  const { quarter, state, synthetic, budgetMilli, chargedMilli, buildMilli, releaseCount } = edition;
  return (
    <div className="space-y-8">
      <div>
        <Breadcrumbs items={[{ href: "/admin/research", label: "Research" }]} current={quarter} />
        <PageHeader
          title={`Edition ${quarter}`}
          badge={<EditionState state={state} synthetic={synthetic} />}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <Stat
          label="Budget used"
          value={`ε ${epsilon(chargedMilli)}`}
          note={`of ε ${epsilon(budgetMilli)}, for everyone in the edition`}
        />
        <Stat
          label="Released at opening"
          value={`ε ${epsilon(buildMilli)}`}
          note="The report that everyone gets"
        />
        <Stat label="Releases" value={count(releaseCount)} />
      </div>
      <Section title="Budget by partner">
        <DataTable
          label="Budget by partner"
          rows={edition.partners}
          rowKey={({ partnerId }) => partnerId}
          columns={[
            {
              header: "Partner",
              cell: ({ partnerId, companyName }) => (
                <Link prefetch={false} href={`/admin/partners/${partnerId}`} className="hover:underline">
                  <bdi>{companyName}</bdi>
                </Link>
              ),
            },
            {
              header: "Share",
              align: "right",
              cell: ({ shareMilli, joined }) => `ε ${epsilon(shareMilli)}${joined ? " (joined later)" : ""}`,
            },
            { header: "Used", align: "right", cell: ({ usedMilli }) => `ε ${epsilon(usedMilli)}` },
            {
              header: "Borrowed",
              align: "right",
              cell: ({ borrowedMilli }) => `ε ${epsilon(borrowedMilli)}`,
            },
            { header: "Releases", align: "right", cell: ({ releases }) => count(releases) },
          ]}
        />
      </Section>
      <Section title="Published findings" description="Everyone can read these.">
        <Findings edition={edition} />
      </Section>
      <Section
        title="Releases"
        description={
          releaseCount > edition.releases.length ? `The newest ${edition.releases.length}.` : undefined
        }
      >
        <Releases edition={edition} />
      </Section>
      <Card className="px-5 py-3">
        <h2 className="sr-only">About this edition</h2>
        <KeyValue
          items={[
            { label: "Published", value: <MaybeTime at={edition.openedAt} /> },
            { label: "Lending from", value: <MaybeTime at={edition.lendingFrom} /> },
            { label: "Closed", value: <MaybeTime at={edition.closedAt} /> },
            { label: "Commitment", value: <code className="font-mono text-xs">{edition.commitment}</code> },
          ]}
        />
      </Card>
    </div>
  );
}

function MaybeTime({ at }: { at: Date | null }) {
  return at === null ? <>Not yet</> : <Time at={at} format="absolute" />;
}

function Releases({ edition: { releases } }: { edition: EditionOversight }) {
  return (
    <DataTable
      label="Releases"
      rows={releases}
      rowKey={({ id }) => id}
      columns={[
        { header: "Release", cell: ({ title }) => <span className="wrap-anywhere">{title}</span> },
        { header: "Cost", align: "right", cell: ({ epsilonMilli }) => `ε ${epsilon(epsilonMilli)}` },
        {
          header: "Paid by",
          cell: ({ payer }) =>
            payer === null ? (
              <span className="text-muted">Every edition</span>
            ) : (
              <bdi>{payer.companyName}</bdi>
            ),
        },
        { header: "Released", cell: ({ at }) => <Time at={at} /> },
      ]}
    />
  );
}

/** What everyone can read of the edition, whichever release it is of. */
function Findings({ edition: { findings } }: { edition: EditionOversight }) {
  if (findings.length === 0) return <p className="text-muted">Nothing of this edition is published.</p>;
  return (
    <DataTable
      label="Published findings"
      rows={findings}
      rowKey={({ id }) => id}
      columns={[
        { header: "Title", cell: ({ title }) => <bdi className="wrap-anywhere">{title}</bdi> },
        { header: "Author", cell: ({ author }) => <bdi className="wrap-anywhere">{author}</bdi> },
        {
          header: "Published as",
          cell: ({ cite }) => (
            <Link prefetch={false} href={`/findings/${cite}`} className="link font-mono text-xs">
              {cite}
            </Link>
          ),
        },
        { header: "Published", roomy: true, cell: ({ publishedAt }) => <Time at={publishedAt} /> },
        {
          header: "Action",
          align: "right",
          cell: ({ id, title }) => (
            <ReasonDialog
              trigger={
                <Button kind="quiet" size="small">
                  Withdraw
                </Button>
              }
              title="Withdraw this finding?"
              description={`“${title}” will no longer be public. Its partner cannot publish it again. Its address stays and says that it was withdrawn.`}
              hint="The partner can read it in its audit log."
              confirmLabel="Withdraw finding"
              pendingLabel="Withdrawing…"
              input={{ finding_id: id }}
              action={withdrawFinding}
              done="Finding withdrawn"
            />
          ),
        },
      ]}
    />
  );
}
