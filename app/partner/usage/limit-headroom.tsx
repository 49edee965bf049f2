import { useId } from "react";
import { formatValue } from "@/components/charts/format-value";
import { Card } from "@/components/ui/card";
import { absoluteTime, shortDate } from "@/components/ui/relative-time";
import type { LimitHeadroom as Headroom, LimitUse } from "@/lib/partners/usage/schemas";

/** How near the limits came. */
export function LimitHeadroom({ headroom }: { headroom: Headroom }) {
  const id = useId();
  const { minute, day } = headroom;
  return (
    <Card className="min-w-0">
      <section aria-labelledby={id} className="space-y-6 p-5">
        <div>
          <h2 id={id} className="font-semibold">
            Limit headroom
          </h2>
          <p className="text-sm text-muted">
            What all your {headroom.mode} keys together have taken of their limits. A batch takes one of the
            day for each pair; refused calls take nothing.
          </p>
        </div>
        <Window
          name="This minute"
          peakName="Fullest minute of the period"
          use={minute}
          when={(at) => `in the hour from ${absoluteTime(Date.parse(at)).replace(/:00 UTC$/, " UTC")}`}
        />
        <Window
          name="Today"
          peakName="Fullest day of the period"
          use={day}
          when={(at) => `on ${shortDate(new Date(at))}`}
        />
      </section>
    </Card>
  );
}

interface WindowProps {
  name: string;
  peakName: string;
  use: LimitUse;
  when: (at: string) => string;
}

function Window({ name, peakName, use: { limit, used, peak }, when }: WindowProps) {
  const count = (value: number) => formatValue("count", value);
  return (
    <div className="space-y-3">
      <Bar
        label={name}
        told={used === null ? "not known at the moment" : `${count(used)} of ${count(limit)}`}
        share={used === null ? 0 : used / limit}
      />
      <Bar
        label={peakName}
        told={peak === null ? "no calls" : `${count(peak.used)} of ${count(limit)}, ${when(peak.at)}`}
        share={peak?.share ?? 0}
      />
    </div>
  );
}

const HIGH = 0.7;
const FULL = 0.9;

function Bar({ label, told, share }: { label: string; told: string; share: number }) {
  const tone = share >= FULL ? "bg-ember" : share >= HIGH ? "bg-gold" : "bg-pine";
  return (
    <div className="space-y-1 text-sm">
      <div className="flex flex-wrap justify-between gap-x-4">
        <span>{label}</span>
        <span className="text-muted tabular-nums">
          {told}
          {share > 0 && (
            <span className="ml-2 font-medium text-ink">{formatValue("percent", round(share))}</span>
          )}
        </span>
      </div>
      <div aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
        <div className={`h-full rounded-full ${tone}`} style={{ width: `${Math.min(share, 1) * 100}%` }} />
      </div>
    </div>
  );
}

/** Whole percents, but never nothing of something. */
function round(share: number): number {
  return share < 0.01 ? Math.ceil(share * 10_000) / 10_000 : Math.round(share * 100) / 100;
}
