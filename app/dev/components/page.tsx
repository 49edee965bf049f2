import { KeyRound } from "lucide-react";
import { Sparkline } from "@/components/charts/sparkline";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button, buttonStyle } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader, Section } from "@/components/ui/page-header";
import { RangePicker } from "@/components/ui/range-picker";
import { SecretReveal } from "@/components/ui/secret-reveal";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";

const RANGES = [
  { value: "24h", label: "24 hours" },
  { value: "7d", label: "7 days" },
  { value: "30d", label: "30 days" },
] as const;

const TONES: readonly [BadgeTone, string][] = [
  ["plain", "draft"],
  ["plum", "test"],
  ["pine", "active"],
  ["gold", "expires soon"],
  ["ember", "revoked"],
];

const SHAPE = [3, 5, 4, 8, 9, 7, 12, 11, 15, 14, 18, 21];

interface BasicsPageProps {
  searchParams: Promise<{ range?: string | string[] }>;
}

export default async function BasicsPage({ searchParams }: BasicsPageProps) {
  const { range } = await searchParams;
  const current = RANGES.find(({ value }) => value === range)?.value ?? "7d";
  return (
    <>
      <PageHeader
        title="Basics"
        badge={<Badge tone="plum">samples</Badge>}
        description="Figures, states, notices and what stands where nothing is yet."
        actions={<RangePicker choices={RANGES} current={current} path="/dev/components" />}
      />
      <Section title="Figures">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <Stat
            label="Calls"
            value="12,408"
            change={{ now: 12_408, before: 10_200, than: "the 7 days before" }}
          >
            <Sparkline values={SHAPE} label="From 3 to 21 calls a minute" />
          </Stat>
          <Stat
            label="Error rate"
            value="2.1%"
            change={{ now: 0.021, before: 0.014, than: "the 7 days before", good: "down" }}
          />
          <Stat
            label="Slowest twentieth (p95)"
            value="48 ms"
            note="Half take under 9 ms"
            change={{ now: 48, before: 61, than: "the 7 days before", good: "down" }}
          />
        </div>
      </Section>
      <Section title="Buttons and states">
        <div className="flex flex-wrap items-center gap-3">
          <Button>Create key</Button>
          <Button kind="quiet">Cancel</Button>
          <Button kind="bare">Filter</Button>
          <Button kind="danger">Revoke key</Button>
          <Button disabled>Not now</Button>
          <Button size="small">Small</Button>
          <Button kind="quiet" size="small">
            Small
          </Button>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {TONES.map(([tone, word]) => (
            <Badge key={tone} tone={tone} dot>
              {word}
            </Badge>
          ))}
        </div>
      </Section>
      <Section title="Notices">
        <div className="space-y-3">
          <Notice action={<span className="font-medium text-plum">Read more</span>}>
            Test keys are never billed.
          </Notice>
          <Notice tone="pine">Your address is verified.</Notice>
          <Notice tone="gold">Two keys expire this week.</Notice>
          <ErrorNotice>The key could not be made: its name is taken.</ErrorNotice>
        </div>
      </Section>
      <div className="grid gap-x-8 gap-y-10 lg:grid-cols-2 [&>*]:min-w-0">
        <Section title="A secret, once">
          <SecretReveal label="Test key" secret="sk_test_SAMPLE0000000000000000000000000000000000000000" />
        </Section>
        <Section title="Facts">
          <KeyValue
            items={[
              {
                label: "Request ID",
                value: <code className="font-mono">01900000-0000-7000-8000-000000000000</code>,
              },
              { label: "Made", value: <Time at="2026-03-14T09:30:12Z" /> },
              { label: "Exactly", value: <Time at="2026-03-14T09:30:12Z" format="absolute" /> },
              { label: "Status", value: <Badge tone="pine">200</Badge> },
            ]}
          />
        </Section>
        <Section title="Code">
          <CodeBlock
            id="sample-code"
            title="Count"
            language="Shell"
            code={"curl -s http://localhost:3000/api/v1/usage \\\n  -H 'X-API-Key: sk_test_…'"}
          />
        </Section>
        <Section title="Nothing yet">
          <EmptyState
            icon={<KeyRound />}
            title="No live keys yet"
            headingLevel={3}
            action={<span className={buttonStyle({ size: "small" })}>Create key</span>}
          >
            A live key scores real people. Make one when your test calls work.
          </EmptyState>
        </Section>
        <Section title="On its way">
          <Skeleton className="h-24" />
        </Section>
        <Section title="A table on its way">
          <TableSkeleton rows={2} />
        </Section>
      </div>
    </>
  );
}
