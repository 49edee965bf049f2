import type { Pair } from "@/app/(site)/business/sandbox-pair";
import { scoreOf } from "@/lib/partners/compatibility/calculate-compatibility";
import { DEFAULT_MODEL_VERSION, getModel } from "@/lib/scoring/models";

export interface FirstCall {
  signUp: string;
  calculate: string;
  /** What the second call answers, without what differs from call to call. */
  reply: string;
}

/**
 * The first two calls as they are pasted into a shell (any POSIX one): the first keeps the test key in KEY, the
 * second scores the pair. Complete and valid, so that nothing needs to be filled in to see them work.
 */
export function firstCall(origin: string, { first, second }: Pair): FirstCall {
  const model = getModel(DEFAULT_MODEL_VERSION);
  if (model === undefined) throw new Error(`The model ${DEFAULT_MODEL_VERSION} is not in the registry.`);
  const person1 = { traits: [...first.traits] };
  const person2 = { traits: [...second.traits] };
  const {
    compatibility_score,
    trait_compatibility,
    resonance_compatibility,
    dimension_breakdown,
    model_version,
  } = scoreOf(model, { person1, person2 });
  const shown = {
    compatibility_score,
    trait_compatibility,
    resonance_compatibility,
    dimension_breakdown,
    model_version,
  };
  return {
    signUp: [
      `KEY=$(curl -s ${origin}/api/v1/partners \\`,
      "  -H 'Content-Type: application/json' \\",
      `  -d '{"company_name": "Example Dating", "email": "you@example.com"}' \\`,
      `  | tee /dev/stderr | sed -n 's/.*"test_key": *"\\([^"]*\\)".*/\\1/p')`,
    ].join("\n"),
    calculate: [
      `curl -s ${origin}/api/v1/compatibility/calculate \\`,
      `  -H "X-API-Key: $KEY" \\`,
      "  -H 'Content-Type: application/json' \\",
      "  -d '{",
      `  "person1": {"traits": ${traitLines(person1.traits)}},`,
      `  "person2": {"traits": ${traitLines(person2.traits)}}`,
      "}'",
    ].join("\n"),
    reply: `${JSON.stringify(shown, null, 2).slice(0, -2)},\n  …\n}`,
  };
}

/** 32 numbers in four lines of eight. */
function traitLines(traits: readonly number[]): string {
  const rows = [0, 8, 16, 24].map((from) =>
    traits
      .slice(from, from + 8)
      .map((value) => value.toFixed(2))
      .join(", "),
  );
  return `[\n    ${rows.join(",\n    ")}]`;
}
