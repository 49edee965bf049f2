import { estimateTraits, type TraitEstimates } from "@/lib/people/assessments/estimate-traits";
import { type Form, statementsOf } from "@/lib/people/assessments/statements";
import { type Comparison, compareReadings, PAIR_MODEL } from "@/lib/people/together/compare-readings";
import { BLUR, type Reading, readTraits } from "@/lib/people/together/read-traits";
import { scoreBands } from "@/lib/people/together/score-bands";
import { GROUPS, TRAIT_COUNT, TRAITS } from "@/lib/scoring/model";
import { resonanceTerms } from "@/lib/scoring/score-pair";
import { drawPerson, normal, type Random, sincereAnswer } from "@/prisma/seed/drawn-people";

/** Which protections hold: both in the product, fewer where a test shows that the attack is a real one. */
export interface Protections {
  blur: boolean;
  bands: boolean;
}

/** A person with answers, whose traits the attack looks for. */
export interface Victim {
  traits: readonly number[];
  standardErrors: readonly (number | null)[];
  draws: readonly number[];
}

/** One attacker's answers, as they give them at will. Their own blur is drawn once, and they do not know it. */
export interface Question {
  traits: readonly number[];
  draws: readonly number[];
  resonance: readonly number[];
}

/** What an attacker sees of one report. */
export interface Seen {
  /** The score, 0 to 1: the middle of its band, or exact. */
  score: number;
  words: Pick<Comparison, "groups" | "closest" | "widest" | "alike" | "different">;
}

/** Errors of the long form, which everybody can look up. */
const LONG_ERROR = 0.1637;

export function drawVictim(random: Random, form: Form): Victim {
  const person = drawPerson(random);
  const answers = statementsOf(form, true).map((statement) => sincereAnswer(statement, person, random));
  const { traits, standardErrors }: TraitEstimates = estimateTraits(answers);
  return { traits: traits.map((trait) => trait ?? 0.5), standardErrors, draws: drawBlur(random) };
}

export function drawBlur(random: Random): number[] {
  return Array.from({ length: TRAIT_COUNT }, () => normal(random));
}

/** What the product would show of this pair, or a product with fewer protections. */
export function ask(victim: Victim, question: Question, { blur, bands }: Protections): Seen {
  const read = (measured: TraitEstimates, draws: readonly number[]): Reading =>
    readTraits(measured, draws, { intimacy: true, blur: blur ? BLUR : 0 });
  const own = { traits: question.traits, standardErrors: Array<number>(TRAIT_COUNT).fill(LONG_ERROR) };
  const compared = compareReadings(read(victim, victim.draws), read(own, question.draws));
  if (compared === null) throw new Error("Everything is known of both.");
  const { low, high } = scoreBands(compared, question.resonance);
  const resonance = resonanceTerms(PAIR_MODEL, question.resonance).compatibility;
  const exact = PAIR_MODEL.gamma1 * compared.closeness + PAIR_MODEL.gamma2 * resonance;
  return { score: bands ? (low + high) / 200 : exact, words: compared };
}

/** D² as the attacker reckons it from a score, before the correction for errors. */
function squaresOf({ score }: Seen, { resonance }: Question): number {
  const rest = PAIR_MODEL.gamma2 * resonanceTerms(PAIR_MODEL, resonance).compatibility;
  const closeness = Math.min(0.999, Math.max(0.02, (score - rest) / PAIR_MODEL.gamma1));
  return Math.log(closeness) ** 2;
}

/**
 * The plain attack: one sheet, then 32 that differ from it in one trait each. Of two squared distances all but that trait
 * cancels out, so each difference gives one trait.
 */
export function solveTraits(victim: Victim, draws: readonly number[], protections: Protections): number[] {
  const [start, moved] = [0.8, 0.3];
  const squares = (changed: number | null) => {
    const traits = Array.from({ length: TRAIT_COUNT }, (_, trait) => (trait === changed ? moved : start));
    const question = { traits, draws, resonance: Array<number>(7).fill(0.5) };
    return squaresOf(ask(victim, question, protections), question);
  };
  const before = squares(null);
  return Array.from({ length: TRAIT_COUNT }, (_, trait) => {
    const solved = (squares(trait) - before - (moved ** 2 - start ** 2)) / (2 * (start - moved));
    return Math.min(1, Math.max(0, solved));
  });
}

/** Row r of a Hadamard matrix of 32: designs by it tell 32 unknowns apart with the least error. */
function hadamard(row: number, column: number): 1 | -1 {
  let bits = row & column;
  let parity = 0;
  for (; bits > 0; bits >>= 1) parity ^= bits & 1;
  return parity === 0 ? 1 : -1;
}

/** 33 retakes: the middle, and 32 sheets that lean to either side of it by the rows of a Hadamard matrix. */
export function retakes(lean: number, draws: readonly number[], random: Random): Question[] {
  const middle = Array<number>(TRAIT_COUNT).fill(0.5);
  const sheets = Array.from({ length: TRAIT_COUNT }, (_, row) =>
    middle.map((trait, column) => trait + lean * hadamard(row, column)),
  );
  // Their own check-in moves the score by steps smaller than a band, so that a band's edge can be felt for.
  return [middle, ...sheets].map((traits) => ({ traits, draws, resonance: Array(7).fill(random()) }));
}

/** Sheets that all ask about one trait: it goes from one end to the other while the rest stays about the middle. */
export function aimedAt(target: number, count: number, draws: readonly number[], random: Random): Question[] {
  return Array.from({ length: count }, (_, at) => ({
    traits: Array.from({ length: TRAIT_COUNT }, (_, trait) =>
      trait === target ? at % 2 : 0.375 + 0.25 * random(),
    ),
    draws,
    resonance: Array(7).fill(random()),
  }));
}

/**
 * What an attacker makes of all reports about one trait: sums over reports, each signed by the side to which the
 * attacker leaned, of the squared distance and of every word that concerns the trait.
 */
function cluesAbout(target: number, questions: readonly Question[], seen: readonly Seen[]): number[] {
  const name = TRAITS[target];
  if (name === undefined) throw new Error("There are 32 traits.");
  const group = Object.values(GROUPS).findIndex((indices) => indices.includes(target));
  const clues = Array<number>(7).fill(0);
  let weight = 0;
  for (const [at, report] of seen.entries()) {
    const question = questions[at];
    if (question === undefined) continue;
    const side = 2 * ((question.traits[target] ?? 0.5) - 0.5);
    const { groups, closest, widest, alike, different } = report.words;
    const level = Object.values(groups)[group] ?? "like_most";
    const found = [
      squaresOf(report, question),
      closest.includes(name) ? 1 : 0,
      widest.includes(name) ? 1 : 0,
      alike.includes(name) ? 1 : 0,
      different.includes(name) ? 1 : 0,
      level === "closer" ? -1 : level === "further" ? 1 : 0,
    ];
    for (const [clue, value] of found.entries()) clues[clue] = (clues[clue] ?? 0) + side * value;
    weight += side * side;
  }
  return [...clues.slice(0, 6).map((clue) => clue / Math.max(1, weight)), 1];
}

export interface Attack {
  /** The sheets that this attack gives in; made once, so that practice and attack are the same. */
  questions: readonly Question[];
  targets: readonly number[];
}

/**
 * Carries out an attack: it practises on people it makes up, by least squares from clues to traits, and then estimates
 * the traits of people it does not know. Returns the root mean square error over all targets and victims.
 */
export function attackError(
  { questions, targets }: Attack,
  protections: Protections,
  random: Random,
  { form = "long", practice = 160, victims = 80 }: { form?: Form; practice?: number; victims?: number } = {},
): number {
  const rowsOf = (count: number) =>
    Array.from({ length: count }, () => drawVictim(random, form)).flatMap((victim) => {
      const seen = questions.map((question) => ask(victim, question, protections));
      return targets.map((target) => ({
        clues: cluesAbout(target, questions, seen),
        trait: victim.traits[target] ?? 0.5,
      }));
    });
  const weights = leastSquares(rowsOf(practice));
  let squares = 0;
  const rows = rowsOf(victims);
  for (const { clues, trait } of rows) {
    const guess = clues.reduce((sum, clue, at) => sum + clue * (weights[at] ?? 0), 0);
    squares += (Math.min(1, Math.max(0, guess)) - trait) ** 2;
  }
  return Math.sqrt(squares / rows.length);
}

/** The weights that lead from clues to the trait with the least squared error; a clue that never varies weighs nothing. */
export function leastSquares(rows: readonly { clues: readonly number[]; trait: number }[]): number[] {
  const size = rows[0]?.clues.length ?? 0;
  const system = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size + 1 }, (_, column): number => (row === column ? 1e-9 : 0)),
  );
  for (const { clues, trait } of rows) {
    for (const [row, line] of system.entries()) {
      const clue = clues[row] ?? 0;
      for (let column = 0; column < size; column += 1) {
        line[column] = (line[column] ?? 0) + clue * (clues[column] ?? 0);
      }
      line[size] = (line[size] ?? 0) + clue * trait;
    }
  }
  for (const [pivot, line] of system.entries()) {
    const head = line[pivot] ?? 1;
    for (let column = pivot; column <= size; column += 1) line[column] = (line[column] ?? 0) / head;
    for (const [row, other] of system.entries()) {
      if (row === pivot) continue;
      const factor = other[pivot] ?? 0;
      for (let column = pivot; column <= size; column += 1) {
        other[column] = (other[column] ?? 0) - factor * (line[column] ?? 0);
      }
    }
  }
  return system.map((line) => line[size] ?? 0);
}
