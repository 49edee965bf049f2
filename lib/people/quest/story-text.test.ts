import { expect, test } from "vitest";
import { ENDINGS, STAGES } from "@/lib/people/quest/story";

/** What is read in one place of the story: a scene with its choices, or an ending. */
const PASSAGES = [
  ...STAGES.flat().map(({ id, title, text, choices }) => ({
    id,
    sentences: [title, text, ...choices.map((choice) => choice.text)],
  })),
  ...ENDINGS.map(({ id, title, text }) => ({ id: `ending ${id}`, sentences: [title, text] })),
];

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}’]+/gu) ?? [];

/** Every run of so many words in a row, within one sentence of the story's data. */
function shingles(sentences: readonly string[], size: number): Set<string> {
  const found = new Set<string>();
  for (const sentence of sentences) {
    const words = wordsOf(sentence);
    for (let at = 0; at + size <= words.length; at += 1) found.add(words.slice(at, at + size).join(" "));
  }
  return found;
}

test("two readers who take different ways find no phrase of four words twice", () => {
  const where = new Map<string, string[]>();
  for (const { id, sentences } of PASSAGES) {
    for (const phrase of shingles(sentences, 4)) where.set(phrase, [...(where.get(phrase) ?? []), id]);
  }
  const repeated = [...where].filter(([, ids]) => ids.length > 1);
  expect(repeated).toEqual([]);
});

test("no two choices of a scene begin with the same four words", () => {
  for (const { id, choices } of STAGES.flat()) {
    const openings = choices.map(({ text }) => wordsOf(text).slice(0, 4).join(" "));
    expect(new Set(openings).size, id).toBe(4);
  }
});

test("no place of the story says less than a reader can picture, or more than a phone shows at once", () => {
  for (const { id, text, choices } of STAGES.flat()) {
    expect(wordsOf(text).length, id).toBeGreaterThanOrEqual(15);
    expect(wordsOf(text).length, id).toBeLessThanOrEqual(60);
    for (const choice of choices) expect(wordsOf(choice.text).length, choice.text).toBeLessThanOrEqual(24);
  }
});
