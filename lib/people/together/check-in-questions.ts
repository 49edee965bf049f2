/** The check-in. Each answer becomes one metric of the pair's resonance. Specification sections 1 and 7. */
export const CHECK_IN_QUESTIONS = [
  { id: "ease", text: "I feel at ease when we’re together." },
  { id: "laughter", text: "We laugh a lot." },
  { id: "heard", text: "I feel heard, even when we disagree." },
  { id: "honesty", text: "I can tell you what really bothers me." },
  { id: "curiosity", text: "You still surprise me, in a good way." },
  { id: "support", text: "When I have a bad day, I want to tell you about it." },
  { id: "energy", text: "After time with you, I have more energy than before." },
] as const;

/** From "not at all" to "very much", 1 to 5. */
export const CHECK_IN_ANSWERS = ["Not at all", "A little", "Partly", "Mostly", "Very much"] as const;

/** The pair's resonance: for each question the mean of what the two answered, from 0 to 1. */
export function resonanceOf(first: readonly number[], second: readonly number[]): number[] {
  return CHECK_IN_QUESTIONS.map((_, index) => {
    const [a, b] = [first[index], second[index]];
    if (a === undefined || b === undefined) throw new Error("A check-in has an answer to each question.");
    return ((a - 1) / 4 + (b - 1) / 4) / 2;
  });
}
