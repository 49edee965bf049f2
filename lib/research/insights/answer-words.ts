import { type AnswerFigures, type Figure, HIDDEN, UNCERTAIN } from "@/lib/research/insights/answer-figures";
import type { Measure } from "@/lib/research/insights/question";
import { measuredWords, unitOf } from "@/lib/research/insights/words";

type Shown = Figure & { readonly value: number };

const isShown = (figure: Figure): figure is Shown => figure.value !== null;
const number = (value: number) => value.toLocaleString("en-US");
const nameOf = ({ at }: Figure) => at.join(", ");

/** Whether two true figures differ for sure: the ranges in which they lie do not meet. */
export function differs(one: Figure, other: Figure): boolean {
  return one.low > other.high || other.low > one.high;
}

/**
 * What an answer says, in sentences that hold for its errors: nothing is called larger than another unless the two ranges are
 * apart. It reads released figures alone.
 */
export function answerWords(
  { measure, subject }: { measure: Measure; subject: string | null },
  { kind, figures, bins }: AnswerFigures,
): string[] {
  const unit = unitOf(measure);
  const shown = figures.filter(isShown);
  const [first] = shown;
  const what = measuredWords({ measure, subject });
  if (first === undefined) {
    return [
      figures.length === 1
        ? `Nothing is shown. Fewer than about 10 ${unit} are there, or none.`
        : `Nothing is shown. In each of the ${figures.length} groups there are fewer than about 10 ${unit}, or none.`,
    ];
  }
  if (kind === "bins") return binWords(unit, bins);
  if (figures.length === 1) {
    return kind === "count"
      ? [
          `There are about ${number(first.value)} ${unit}. The true number lies from ${number(first.low)} to ${number(first.high)}, 19 times out of 20.`,
        ]
      : [
          `${what} is about ${first.value}. The true value lies from ${first.low} to ${first.high}, 19 times out of 20.`,
        ];
  }
  const ordered = shown.toSorted((one, other) => other.value - one.value);
  const count = (text: string) => figures.filter((figure) => figure.shown === text).length;
  const [hidden, uncertain] = [count(HIDDEN), count(UNCERTAIN)];
  return [
    ...extremes(kind, unit, ordered),
    ...(hidden > 0 ? [`${number(hidden)} of ${number(figures.length)} groups are hidden or empty.`] : []),
    ...(uncertain > 0
      ? [`${number(uncertain)} of ${number(figures.length)} groups are too small for this error to say more.`]
      : []),
    ...(shown.length >= 20
      ? [
          `Each error holds by itself. Among ${shown.length} figures, expect about ${Math.round(shown.length / 20)} to be further off.`,
        ]
      : []),
  ];
}

function extremes(kind: "count" | "estimate", unit: string, ordered: readonly Shown[]): string[] {
  const [top, second] = ordered;
  const bottom = ordered.at(-1);
  if (top === undefined) return [];
  const lead =
    kind === "count"
      ? `The largest group is ${nameOf(top)}, with about ${number(top.value)} ${unit}.`
      : `The highest value is ${top.value}, in ${nameOf(top)}.`;
  if (second === undefined || bottom === undefined) return [lead];
  const alike = ordered.slice(1).filter((other) => !differs(top, other));
  const next =
    alike.length === 0
      ? `It is above all others by more than the errors, ${nameOf(second)} being next.`
      : alike.length === ordered.length - 1
        ? "The errors are too large to tell it from any other."
        : `The errors are too large to tell it from ${alike.length === 1 ? nameOf(alike[0] ?? second) : `${alike.length} others`}.`;
  const low =
    kind === "estimate" && differs(top, bottom)
      ? [`The lowest is ${bottom.value}, in ${nameOf(bottom)}, and the difference is larger than the errors.`]
      : [];
  return [lead, next, ...low];
}

function binWords(unit: string, bins: AnswerFigures["bins"]): string[] {
  return bins.flatMap(({ at, figures }) => {
    const ordered = figures.filter(isShown).toSorted((one, other) => other.value - one.value);
    const [top] = ordered;
    if (top === undefined) return [];
    const where = at.length === 0 ? "The fullest bin is" : `In ${at.join(", ")}, the fullest bin is`;
    const alike = ordered.slice(1).filter((other) => !differs(top, other)).length;
    const doubt =
      alike === 0 ? "" : `, within the errors of ${alike === 1 ? "one other bin" : `${alike} other bins`}`;
    return [`${where} ${nameOf(top)}, with about ${number(top.value)} ${unit}${doubt}.`];
  });
}

/** Whether a figure changed between two editions, in a sentence. */
export function changeWords(before: Figure | undefined, after: Figure | undefined): string {
  if (before === undefined || after === undefined || !isShown(before) || !isShown(after)) {
    return "Not released in both.";
  }
  if (!differs(before, after)) return "No change beyond the errors.";
  return after.low > before.high ? "Higher, beyond the errors." : "Lower, beyond the errors.";
}
