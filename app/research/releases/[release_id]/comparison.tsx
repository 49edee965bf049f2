import Link from "next/link";
import { askHref } from "@/app/research/asked";
import { scaleOf } from "@/app/research/releases/[release_id]/answer-view";
import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTable } from "@/components/charts/chart-table";
import { IntervalList } from "@/components/charts/interval-list";
import { Card } from "@/components/ui/card";
import { Section } from "@/components/ui/page-header";
import { answerFigures, type Figure } from "@/lib/research/insights/answer-figures";
import { changeWords } from "@/lib/research/insights/answer-words";
import type { ComparedEdition, CompareEditions } from "@/lib/research/insights/release-schemas";
import { epsilonWords } from "@/lib/research/insights/words";

interface ComparisonProps {
  asked: CompareEditions;
  compared: readonly ComparedEdition[];
}

const MOST_GROUPS = 30;

/** The same question of every edition: what moved by more than the errors, and what did not. */
export function Comparison({ asked, compared }: ComparisonProps) {
  const answered = compared.flatMap(({ edition, result }) => {
    if (result === null) return [];
    const { kind, figures, bins } = answerFigures(asked.measure, result);
    // One distribution is compared bin by bin.
    const [only] = bins;
    const isOne = kind === "bins" && bins.length === 1 && only !== undefined;
    const of: "count" | "estimate" = kind === "estimate" ? "estimate" : "count";
    return [{ edition, kind: of, figures: isOne ? only.figures : figures }];
  });
  const missing = compared.filter(({ result }) => result === null);
  return (
    <Section
      title="Compare editions"
      description="The most precise answer that was released of each edition, at no cost. Editions hold different people, so a change is one of who took part, too."
    >
      {answered.length > 1 && <Changes answered={answered} />}
      {answered.length === 1 && missing.length === 0 && (
        <Card className="p-5 text-sm text-muted">
          There is one edition so far. The next one can be compared with it.
        </Card>
      )}
      {missing.length > 0 && (
        <Card className="divide-y divide-line px-5">
          {missing.map(({ edition, open, card }) => (
            <div
              key={edition}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-3 text-sm"
            >
              <p>
                <span className="font-medium">{edition}</span>{" "}
                <span className="text-muted">
                  {!open
                    ? "was never asked this, and is closed."
                    : card?.epsilon_milli == null
                      ? "was not asked this yet."
                      : `was not asked this yet. An answer with ±${asked.error.toLocaleString("en-US")} costs ε ${epsilonWords(card.epsilon_milli)}.`}
                </span>
              </p>
              {open && (
                <Link
                  prefetch={false}
                  href={askHref({
                    measure: asked.measure,
                    subject: asked.subject ?? null,
                    dimensions: asked.dimensions ?? [],
                    filters: asked.filters ?? [],
                    error: asked.error,
                    edition,
                  })}
                >
                  Ask it of {edition}
                </Link>
              )}
            </div>
          ))}
        </Card>
      )}
    </Section>
  );
}

interface Answered {
  edition: string;
  kind: "count" | "estimate";
  figures: readonly Figure[];
}

function Changes({ answered }: { answered: readonly Answered[] }) {
  const names = [...new Set(answered.flatMap(({ figures }) => figures.map(({ at }) => at.join(", "))))];
  const groups = names
    .map((name) => ({
      name,
      figures: answered.map(({ figures }) => figures.find(({ at }) => at.join(", ") === name)),
    }))
    .filter(({ figures }) => figures.some((figure) => figure !== undefined && figure.value !== null));
  const kind = answered[0]?.kind ?? "count";
  const all = groups.flatMap(({ figures }) => figures.flatMap((figure) => figure ?? []));
  const drawn = groups.slice(0, MOST_GROUPS);
  const title = "Edition by edition";
  return (
    <ChartFrame
      title={title}
      description={
        drawn.length < groups.length
          ? `The first ${drawn.length} of ${groups.length} groups. The table has all of them.`
          : undefined
      }
      chart={
        <IntervalList
          labelHeader="Edition"
          valueHeader={kind === "estimate" ? "Estimate" : "Count"}
          groups={drawn.map(({ name, figures }) => ({
            label: name === "" ? null : name,
            rows: answered.map(({ edition }, at) => ({
              label: edition,
              value: figures[at]?.value ?? null,
              low: figures[at]?.low ?? 0,
              high: figures[at]?.high ?? 0,
              shown: figures[at]?.shown ?? "–",
            })),
          }))}
          {...scaleOf(
            kind,
            all.filter(({ value }) => value !== null),
          )}
        />
      }
      table={
        <ChartTable
          label={`${title}, as a table`}
          headers={["Group", ...answered.map(({ edition }) => edition), "Last change"]}
          rows={groups.map(({ name, figures }) => [
            name === "" ? "All" : name,
            ...figures.map((figure) => figure?.shown ?? "–"),
            changeWords(figures.at(-2), figures.at(-1)),
          ])}
        />
      }
    />
  );
}
