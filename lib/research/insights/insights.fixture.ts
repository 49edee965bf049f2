import type { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { buildEdition } from "@/lib/research/editions/build-edition";
import { insertParticipants } from "@/lib/research/editions/editions.fixture";
import { openEdition } from "@/lib/research/insights/open-edition";
import { AskInsights } from "@/lib/research/insights/schemas";
import type { OwnDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";

/** A partner with a plan that has insights. */
export async function makeResearcher(
  own: OwnDatabase,
  clock: FixedClock,
  tier: "research" | "enterprise" | "starter" = "research",
): Promise<PartnerContext> {
  const partner = await makePartner({ tier }, own.database);
  return own.as(partner, { clock });
}

/** People of two ages and two regions, `each` of every combination, with traits from 0 to 1. */
export async function insertPopulation(own: OwnDatabase, at: Date, each: number): Promise<string[]> {
  const year = at.getUTCFullYear();
  const people = [year - 22, year - 42].flatMap((birthYear) =>
    ["DE", "US"].flatMap((region) =>
      Array.from({ length: each }, (_, place) => ({ birthYear, region, trait: (place % 11) / 10 })),
    ),
  );
  return insertParticipants(own, at, people);
}

/** Builds and opens the edition of the quarter before `clock`. */
export async function publishEdition(own: OwnDatabase, clock: FixedClock): Promise<string> {
  const { edition_id } = await buildEdition(own.system(clock));
  await openEdition(own.system(clock), { edition_id });
  return edition_id;
}

/** A question as a caller sends it. */
export const ask = (input: object) => AskInsights.parse(input);
