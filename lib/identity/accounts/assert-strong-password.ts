import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { invalidInput } from "@/lib/platform/input";

/** Of 0 to 4. Below 3 a password is found within ten million tries, which a slowed attacker may have in years. */
const MIN_SCORE = 3;
/**
 * The beginning of a password is never stronger than the whole. What is looked at and how many spellings are tried are
 * bounded, so that no text takes longer than about 20 ms.
 */
const LOOKED_AT = 32;
/** An address, name or company of this length must not be part of a password. */
const OWN_LENGTH = 10;
const SPELLINGS = 4;

const cache = Symbol.for("soulmate.password-strength");
const holder = globalThis as typeof globalThis & { [cache]?: Promise<ZxcvbnFactory> };

/**
 * Loads the word lists, which takes up to half a second and 40 MB of memory. Our own server does so before it listens,
 * because nobody else is answered meanwhile; elsewhere the first new password does. Next's copy of this module shares them.
 */
export function loadPasswordLists(): Promise<ZxcvbnFactory> {
  holder[cache] ??= load();
  return holder[cache];
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const factory = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: LOOKED_AT,
    l33tMaxSubstitutions: SPELLINGS,
  });
  // The first check sorts the lists.
  factory.check("soulmate", []);
  return factory;
}

/** The words that anybody would try first for this person, beside the whole address. */
function ownWords(own: readonly string[]): string[] {
  const parts = own.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [
    "soulmate",
    ...new Set(parts.map((part) => part.toLowerCase()).filter(({ length }) => length >= 3)),
  ];
}

/**
 * Refuses a new password that is easy to guess: one from the lists of stolen passwords, a keyboard row, a repetition, or
 * the person's own name, address or company. Throws Invalid at `password`.
 */
export async function assertStrongPassword(password: string, own: readonly string[]): Promise<void> {
  const text = password.normalize("NFKC");
  // A long address is never looked at whole, and its parts may be as random as a good password.
  const typed = text.trim().toLowerCase();
  const ownText = own.some((word) => word.length >= OWN_LENGTH && typed.includes(word.toLowerCase()));
  const { score } = (await loadPasswordLists()).check(text.slice(0, LOOKED_AT), ownWords(own).slice(0, 20));
  if (score >= MIN_SCORE && !ownText) return;
  throw invalidInput([
    {
      path: "password",
      message: "This password is easy to guess. Use a few unrelated words, without your name or company.",
    },
  ]);
}
