"use client";

import { ChartLine, Table2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { seriesColor } from "@/components/charts/palette";
import type { LegendEntry } from "@/components/charts/series";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { SegmentedControl } from "@/components/ui/segmented-control";

type View = "chart" | "table";

const VIEWS = [
  { value: "chart", label: <ViewLabel icon={<ChartLine aria-hidden size={15} />} text="Chart" /> },
  { value: "table", label: <ViewLabel icon={<Table2 aria-hidden size={15} />} text="Table" /> },
] as const;

interface ChartFrameProps {
  title: string;
  description?: ReactNode;
  legend?: readonly LegendEntry[];
  chart: ReactNode;
  /** The same figures as a table. */
  table: ReactNode;
  /** Where the same figures are as CSV. */
  downloadHref?: string | undefined;
  /** What stands here instead of both where there is nothing to show. */
  empty?: ReactNode;
}

/** A chart with its title, its legend, and the table behind it. */
export function ChartFrame({
  title,
  description,
  legend = [],
  chart,
  table,
  downloadHref,
  empty,
}: ChartFrameProps) {
  const id = useId();
  const [view, setView] = useState<View>("chart");
  return (
    <Card className="min-w-0">
      <section aria-labelledby={id} className="p-5">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0 flex-1 basis-40">
            <h2 id={id} className="font-semibold">
              {title}
            </h2>
            {description !== undefined && <p className="text-sm text-muted">{description}</p>}
          </div>
          {empty === undefined && (
            <div className="flex items-center gap-1.5">
              {downloadHref !== undefined && <DownloadLink href={downloadHref} what={title} />}
              <SegmentedControl label={`${title}: view`} value={view} onChange={setView} options={VIEWS} />
            </div>
          )}
        </div>
        {empty ?? (
          <>
            {view === "chart" && legend.length > 1 && <Legend entries={legend} />}
            <div className="mt-4 min-w-0">{view === "chart" ? chart : table}</div>
          </>
        )}
      </section>
    </Card>
  );
}

function ViewLabel({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <>
      {icon}
      {text}
    </>
  );
}

function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {entries.map(({ name, color, dashed = false }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="0 0 16 8" className="h-2 w-4">
            <line
              x1="0"
              x2="16"
              y1="4"
              y2="4"
              stroke={seriesColor(color)}
              strokeWidth={dashed ? 2 : 4}
              strokeDasharray={dashed ? "4 3" : undefined}
            />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
