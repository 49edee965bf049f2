import { Badge } from "@/components/ui/badge";

/** Thousandths of epsilon as people read them. */
export const epsilon = (milli: number) =>
  (milli / 1_000).toLocaleString("en-US", { maximumFractionDigits: 3 });

const STATES = {
  frozen: { tone: "gold", words: "Not published yet" },
  open: { tone: "pine", words: "Open" },
  closed: { tone: "plain", words: "Closed" },
} as const;

export function EditionState({ state, synthetic }: { state: keyof typeof STATES; synthetic: boolean }) {
  const { tone, words } = STATES[state];
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={tone}>{words}</Badge>
      {synthetic && <Badge tone="gold">Synthetic</Badge>}
    </span>
  );
}
