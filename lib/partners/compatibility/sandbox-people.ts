import type { SandboxPerson } from "@/lib/partners/compatibility/schemas";
import { GROUP_NAMES, GROUPS, TRAIT_COUNT, TRAITS } from "@/lib/scoring/model";

const NAMES =
  "Ada Amara Andrei Anouk Arjun Beatriz Bo Callum Chiara Dalia Dmitri Elif Emeka Esther Farah Felix Freya Gael Hana Hugo Ines Ivo Jamila Jonas Kai Keiko Laila Lars Leila Luca Mairead Malik Marta Mei Milan Nadia Niko Noor Olga Omar Paloma Priya Rafael Rosa Sami Sofia Tariq Uma Viktor Yara".split(
    " ",
  );

const SEED = 20_260_101;

/** Mulberry32: a small seeded source, so that the fifty are the same everywhere and for ever. Public-domain formula. */
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function makePerson(name: string, index: number, random: () => number): SandboxPerson {
  const traits = Array.from({ length: TRAIT_COUNT }, () => 0);
  for (const group of GROUP_NAMES) {
    // A person leans one way within a group, as people do.
    const centre = 0.2 + 0.6 * random();
    for (const k of GROUPS[group]) {
      traits[k] = Math.round(Math.min(1, Math.max(0, centre + 0.4 * (random() - 0.5))) * 100) / 100;
    }
  }
  const year = 1965 + Math.floor(random() * 40);
  const month = 1 + Math.floor(random() * 12);
  const day = 1 + Math.floor(random() * 28);
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    id: `01900000-0000-7000-8000-${String(index + 1).padStart(12, "0")}`,
    name,
    birthdate: `${year}-${two(month)}-${two(day)}`,
    about: about(traits),
    traits,
  };
}

function about(traits: readonly number[]): string {
  const ordered = TRAITS.map((trait, k) => ({ trait: trait.replaceAll("_", " "), value: traits[k] ?? 0 }));
  ordered.sort((a, b) => b.value - a.value);
  return `High in ${ordered[0]?.trait} and ${ordered[1]?.trait}, low in ${ordered.at(-1)?.trait}.`;
}

let people: readonly SandboxPerson[] | undefined;

/** Fifty invented people, always the same, in the order of their ids. */
export function sandboxPeople(): readonly SandboxPerson[] {
  if (people === undefined) {
    const random = randomSource(SEED);
    people = NAMES.map((name, index) => makePerson(name, index, random));
  }
  return people;
}
