import { ChartColumn, LibraryBig, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Locked } from "@/app/research/locked";
import { ReleaseTable } from "@/app/research/release-table";
import { requireResearch } from "@/app/research/research-at-work";
import { ShareBar } from "@/app/research/share-bar";
import { SyntheticNotice } from "@/app/research/synthetic-notice";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { shortDate } from "@/components/ui/relative-time";
import { Stat } from "@/components/ui/stat";
import { getInsightsBudget } from "@/lib/research/insights/get-insights-budget";
import { listEditions } from "@/lib/research/insights/list-editions";
import { listReleases } from "@/lib/research/insights/list-releases";
import type { Budget, Edition } from "@/lib/research/insights/schemas";
import { epsilonWords } from "@/lib/research/insights/words";

export const metadata: Metadata = { title: "Overview" };

const LATEST = 6;

export default async function ResearchPage() {
  const { atWork, unlocked } = await requireResearch();
  if (unlocked === null) return <Locked mayBuy={atWork.ctx.permissions.has("billing:write")} />;
  const { ctx, mayAsk } = unlocked;
  const [editions, releases] = await Promise.all([
    listEditions(ctx, { limit: 8 }),
    listReleases(ctx, { limit: LATEST }),
  ]);
  const newest = editions.data[0];
  const budget = newest === undefined ? null : await getInsightsBudget(ctx, {});
  return (
    <div className="space-y-10">
      <PageHeader
        title="Research"
        description="Ask about people without learning about any one of them."
        actions={
          newest === undefined ? undefined : (
            <Link prefetch={false} href="/research/new" className={buttonStyle()}>
              <Plus aria-hidden size={18} className="-ml-1" /> New query
            </Link>
          )
        }
      />
      {newest?.synthetic === true && <SyntheticNotice />}
      {newest === undefined || budget === null ? (
        <EmptyState
          icon={<LibraryBig />}
          title="No edition yet"
          action={
            <Link prefetch={false} href="/docs/research" className={buttonStyle({ kind: "quiet" })}>
              Read the guide
            </Link>
          }
        >
          An edition is a frozen data set of one quarter. The first one appears here the night after the
          quarter ends.
        </EmptyState>
      ) : (
        <>
          <Figures edition={newest} budget={budget} />
          <Section
            title={`Your share of ${budget.edition}`}
            description={
              mayAsk
                ? "New answers spend it. Answers that were released before are free."
                : "New answers spend it. Your role can read what was released. An owner, admin or developer can ask for more."
            }
            actions={
              <Link
                prefetch={false}
                href="/research/budget"
                className={buttonStyle({ kind: "quiet", size: "small" })}
              >
                Privacy budget
              </Link>
            }
          >
            <Card className="p-5">
              <ShareBar
                label={`Your share of ${budget.edition} in epsilon`}
                parts={[
                  { label: "Spent", milli: budget.used_milli, tone: "used" },
                  ...(budget.borrowed_milli > 0
                    ? [{ label: "Borrowed", milli: budget.borrowed_milli, tone: "borrowed" } as const]
                    : []),
                  { label: "Left", milli: budget.left_milli, tone: "left" },
                ]}
              />
            </Card>
          </Section>
          <Section
            title="Latest releases"
            description="Every answer that any partner paid for. Reading them is free."
            actions={
              <Link
                prefetch={false}
                href="/research/releases"
                className={buttonStyle({ kind: "quiet", size: "small" })}
              >
                <ChartColumn aria-hidden size={16} /> All releases
              </Link>
            }
          >
            <ReleaseTable label="Latest releases" releases={releases.data} />
          </Section>
          <Section
            title="Editions"
            description="Frozen each quarter from people who agreed to research. An edition never changes."
          >
            <DataTable
              label="Editions"
              columns={EDITIONS}
              rows={editions.data}
              rowKey={({ edition }) => edition}
            />
          </Section>
        </>
      )}
    </div>
  );
}

function Figures({ edition, budget }: { edition: Edition; budget: Budget }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Stat
        label="Newest edition"
        value={edition.edition}
        note={edition.state === "open" ? "Takes new questions" : "Takes no new questions"}
      />
      <Stat
        label="People in it"
        value={edition.people === null ? "Hidden" : edition.people.value.toLocaleString("en-US")}
        note={
          edition.people === null
            ? "Too few to show"
            : `±${edition.people.error.toLocaleString("en-US")}, 19 times out of 20`
        }
      />
      <Stat
        label="You can still spend"
        value={`ε ${epsilonWords(budget.left_milli)}`}
        note={`Of a share of ${epsilonWords(budget.share_milli)}`}
      />
      <Stat
        label="Spent by everyone"
        value={`ε ${epsilonWords(budget.charged_milli)}`}
        note={`Of ${epsilonWords(budget.budget_milli)} that protect each person`}
      />
    </div>
  );
}

const dates = ({ date_range: { from, to } }: Edition) =>
  `${shortDate(new Date(from))} to ${shortDate(new Date(Date.parse(to) - 1))}, ${from.slice(0, 4)}`;

const EDITIONS: [Column<Edition>, ...Column<Edition>[]] = [
  {
    header: "Edition",
    cell: ({ edition }) => (
      <Link
        prefetch={false}
        href={`/research/releases?edition=${edition}`}
        className="after:absolute after:inset-0"
      >
        {edition}
      </Link>
    ),
  },
  {
    header: "Status",
    cell: ({ state }) => <Badge tone={state === "open" ? "pine" : "plain"}>{state}</Badge>,
  },
  { header: "Answers given", cell: dates },
  {
    header: "People",
    align: "right",
    cell: ({ people }) =>
      people === null
        ? "Hidden"
        : `${people.value.toLocaleString("en-US")} ±${people.error.toLocaleString("en-US")}`,
  },
  { header: "ε spent", align: "right", cell: ({ epsilon_milli }) => epsilonWords(epsilon_milli) },
  {
    header: "Commitment",
    wideOnly: true,
    cell: ({ commitment }) => (
      <span title={commitment} className="font-mono text-xs text-muted">
        {commitment.slice(0, 16)}…
      </span>
    ),
  },
];
