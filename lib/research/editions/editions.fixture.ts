import { grantConsent } from "@/lib/identity/consent/grant-consent";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import type { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import type { OwnDatabase } from "@/test/own-database";

/** A person who answered a short sheet and agreed to research. */
export async function makeParticipant(
  own: OwnDatabase,
  clock: FixedClock,
  seed = 1,
): Promise<ProfileContext> {
  const { ctx } = await makeVisitor(own, clock);
  await completeSheet(ctx, { form: "short", traits: Array.from({ length: 32 }, () => 0.5), seed });
  await grantConsent(ctx, { purpose: "research", version: "research-1", adult: false });
  return ctx;
}

/** Many people with drawn traits who agreed to research, written at once. Returns their profile ids. */
export async function insertParticipants(
  own: OwnDatabase,
  at: Date,
  people: readonly { birthYear: number | null; region: string | null; trait: number }[],
): Promise<string[]> {
  const rows = people.map((person) => ({ ...person, id: newId(at), resultId: newId(at) }));
  await own.prisma.profile.createMany({
    data: rows.map(({ id, birthYear, region }) => ({ id, birthYear, region, createdAt: at })),
  });
  await own.prisma.traitResult.createMany({
    data: rows.map(({ id, resultId, trait }) => ({
      id: resultId,
      profileId: id,
      source: "assessment" as const,
      modelVersion: "soulmate-2",
      questionnaireVersion: "test-1",
      traits: Array.from({ length: 32 }, () => trait),
      standardErrors: Array.from({ length: 32 }, () => 0.1),
      quality: "high" as const,
      qualitySigns: [],
      doubtfulStatementIds: [],
      answerCount: 32,
      createdAt: at,
      revisedAt: at,
    })),
  });
  await own.prisma.consentEvent.createMany({
    data: rows.map(({ id }) => ({
      id: newId(at),
      profileId: id,
      purpose: "research" as const,
      granted: true,
      version: "research-1",
      at,
      place: "privacy",
      actorType: "browser",
    })),
  });
  return rows.map(({ id }) => id);
}
