import { ArrowDown, ArrowUp } from "lucide-react";
import type { Change } from "@/lib/people/results/reliable-change";
import { levelOf, type TraitWords } from "@/lib/people/results/trait-words";
import { TraitBar } from "./trait-bar";

/** Of a normal distribution, what an 80 % interval reaches to each side. */
const EIGHTY = 1.2816;

interface TraitRowProps {
  words: TraitWords;
  trait: number | null;
  error: number | null;
  /** Where it stands among other people, in words; null where that is not known. */
  standing: string | null;
  change: Change | null;
  before: number | null;
}

/** One trait: its bar with the range, what it looks like in daily life, and what has changed. */
export function TraitRow({ words, trait, error, standing, change, before }: TraitRowProps) {
  if (trait === null) {
    return (
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 py-4">
        <h3 className="font-medium">{words.name}</h3>
        <p className="text-sm text-muted">Unknown</p>
      </div>
    );
  }
  const reach = EIGHTY * (error ?? 0);
  const low = Math.max(0, trait - reach);
  const high = Math.min(1, trait + reach);
  const points = (value: number) => Math.round(value * 100);
  return (
    <div className="grid break-inside-avoid gap-x-8 gap-y-3 px-5 py-4 sm:grid-cols-[1fr_1.2fr] sm:items-center">
      <div>
        <h3 className="font-medium">{words.name}</h3>
        <p className="text-sm text-muted">{words[levelOf(trait)]}</p>
      </div>
      <div className="space-y-1.5">
        <TraitBar
          low={low * 100}
          high={high * 100}
          at={trait * 100}
          before={before === null ? null : before * 100}
        />
        <p className="flex flex-wrap justify-between gap-x-4 text-xs text-muted tabular-nums">
          <span>
            <span className="sr-only">Most likely </span>
            {points(trait)} of 100 ({points(low)} to {points(high)})
          </span>
          {standing !== null && <span>{standing}</span>}
        </p>
        {change !== null && change !== "within_noise" && (
          <p className="flex items-center gap-1.5 text-xs font-medium text-plum">
            {change === "rose" ? <ArrowUp aria-hidden size={14} /> : <ArrowDown aria-hidden size={14} />}
            {change === "rose" ? "Rose" : "Fell"} since last time
          </p>
        )}
      </div>
    </div>
  );
}
