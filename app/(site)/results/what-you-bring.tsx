import {
  PICTURE_HEIGHT,
  PICTURE_WIDTH,
  type Shape,
  type Tone,
  WHAT_YOU_BRING,
} from "@/lib/people/sharing/picture";

const FILL: Record<Tone, string> = {
  paper: "fill-paper",
  card: "fill-card",
  sunken: "fill-sunken",
  ink: "fill-ink",
  muted: "fill-muted",
  line: "fill-line",
  plum: "fill-plum",
  "plum-soft": "fill-plum-soft",
  "on-plum": "fill-on-plum",
  pine: "fill-pine",
  "pine-soft": "fill-pine-soft",
  ember: "fill-ember",
  "ember-soft": "fill-ember-soft",
  gold: "fill-gold",
  "gold-soft": "fill-gold-soft",
  sun: "fill-sun",
};

const STROKE: Partial<Record<Tone, string>> = {
  card: "stroke-card",
  ink: "stroke-ink",
  plum: "stroke-plum",
  pine: "stroke-pine",
  ember: "stroke-ember",
  sun: "stroke-sun",
};

/** A person with an open box: what they bring rises out of it. For the eye only. */
export function WhatYouBring({ className = "w-full" }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}`}
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      {WHAT_YOU_BRING.map((shape) => (
        <path
          key={shape.d}
          d={shape.d}
          className={lookOf(shape)}
          strokeWidth={shape.width}
          opacity={shape.opacity}
        />
      ))}
    </svg>
  );
}

function lookOf({ fill, stroke, floats }: Shape): string {
  return [
    fill === undefined ? "" : FILL[fill],
    stroke === undefined ? "" : (STROKE[stroke] ?? ""),
    floats === true ? "motion-safe:animate-float" : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}
