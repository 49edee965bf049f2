import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartTable } from "@/components/charts/chart-table";
import { IntervalList } from "@/components/charts/interval-list";
import { NoFigures } from "@/components/charts/no-figures";
import { WhiskerPlot } from "@/components/charts/whisker-plot";
import { type AnswerFigures, type Figure, HIDDEN } from "@/lib/research/insights/answer-figures";
import type { Measure } from "@/lib/research/insights/question";
import { questionWords, unitOf } from "@/lib/research/insights/words";

interface AnswerViewProps {
  asked: Parameters<typeof questionWords>[0] & { measure: Measure };
  answer: AnswerFigures;
}

/** A chart is read; a table holds everything. */
const MOST_ROWS = 60;
/** Every fifth bin is labelled: there is no room for more on a phone. */
const LABELLED = 4;

/** The charts of an answer, each with its table. */
export function AnswerView({ asked, answer }: AnswerViewProps) {
  const title = questionWords(asked);
  const unit = unitOf(asked.measure);
  if (answer.kind === "bins" && answer.bins.length > 0) {
    return (
      <>
        <div className={answer.bins.length > 1 ? "grid gap-4 lg:grid-cols-2" : undefined}>
          {answer.bins.slice(0, MOST_ROWS / 4).map(({ at, figures }) => (
            <BinChart
              key={at.join()}
              title={at.length === 0 ? title : at.join(", ")}
              unit={unit}
              figures={figures}
            />
          ))}
        </div>
        {answer.headers.length > 0 && (
          <FigureChart title={`${title}: size of each group`} unit={unit} answer={answer} />
        )}
      </>
    );
  }
  return <FigureChart title={title} unit={unit} answer={answer} />;
}

function BinChart({ title, unit, figures }: { title: string; unit: string; figures: readonly Figure[] }) {
  const to = Math.max(...figures.map(({ high }) => high));
  const shown = figures.filter(({ value }) => value !== null);
  return (
    <ChartFrame
      title={title}
      chart={
        <WhiskerPlot
          label={title}
          points={figures.map(({ at, ...figure }, place) => ({
            ...figure,
            label: at.join(", "),
            labelled: place % LABELLED === 0,
          }))}
          to={to}
          toLabel={to.toLocaleString("en-US")}
          axis={`From 0 to 1 across, ${unit} up.`}
          gap={HIDDEN.toLowerCase()}
        />
      }
      table={
        <ChartTable
          label={`${title}, as a table`}
          headers={["From", unit === "people" ? "People" : "Pairs"]}
          rows={figures.map(({ at, shown: text }) => [at.join(", "), text])}
        />
      }
      {...(shown.length === 0 ? { empty: <NoFigures>Every bin is hidden or empty.</NoFigures> } : {})}
    />
  );
}

function FigureChart({ title, unit, answer }: { title: string; unit: string; answer: AnswerFigures }) {
  const { figures, headers } = answer;
  const kind = answer.kind === "estimate" ? "estimate" : "count";
  const valueHeader = kind === "estimate" ? "Estimate" : unit === "people" ? "People" : "Pairs";
  const shown = figures.filter(({ value }) => value !== null);
  // Hidden cells of one dimension are seen as such; of several they would be most of the chart.
  const drawn = headers.length > 1 ? shown : figures;
  const rows = drawn.slice(0, MOST_ROWS);
  const scale = scaleOf(kind, shown);
  return (
    <ChartFrame
      title={title}
      description={
        rows.length < drawn.length
          ? `The first ${rows.length} of ${drawn.length} figures. The table has all of them.`
          : undefined
      }
      chart={
        <>
          <IntervalList
            labelHeader={headers.at(-1) ?? "Answer"}
            valueHeader={valueHeader}
            groups={groupsOf(rows)}
            {...scale}
          />
          <p className="mt-3 text-xs text-muted">
            A line is where the true figure lies, 19 times out of 20.
            {headers.length > 1 && drawn.length < figures.length
              ? ` ${(figures.length - drawn.length).toLocaleString("en-US")} groups are hidden or empty.`
              : ""}
          </p>
        </>
      }
      table={
        <ChartTable
          label={`${title}, as a table`}
          headers={[headers.join(", ") || "Group", valueHeader, "Low", "High"]}
          rows={figures.map(({ at, value, low, high, shown: text }) => [
            at.join(", ") || "All",
            value === null ? text : value.toLocaleString("en-US"),
            value === null ? "–" : low.toLocaleString("en-US"),
            value === null ? "–" : high.toLocaleString("en-US"),
          ])}
        />
      }
      {...(shown.length === 0
        ? {
            empty: (
              <NoFigures>Every group has a noisy count under 10. Hidden and empty look alike.</NoFigures>
            ),
          }
        : {})}
    />
  );
}

/** From 0 for counts; for estimates the part of the scale in which they lie. */
export function scaleOf(kind: "count" | "estimate", shown: readonly Figure[]) {
  if (kind === "count") {
    const to = Math.max(1, ...shown.map(({ high }) => high));
    return { from: 0, to, fromLabel: "0", toLabel: to.toLocaleString("en-US") };
  }
  const from = Math.floor(Math.min(1, ...shown.map(({ low }) => low)) * 20) / 20;
  const to = Math.min(1, Math.ceil(Math.max(from + 0.05, ...shown.map(({ high }) => high)) * 20) / 20);
  return { from, to, fromLabel: from.toFixed(2), toLabel: to.toFixed(2) };
}

/** Rows under the values of all dimensions but the last. */
function groupsOf(rows: readonly Figure[]) {
  const groups = new Map<string, Figure[]>();
  for (const row of rows) {
    const name = row.at.slice(0, -1).join(", ");
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].map(([label, found]) => ({
    label: label === "" ? null : label,
    rows: found.map(({ at, ...figure }) => ({ ...figure, label: at.at(-1) ?? "All" })),
  }));
}
