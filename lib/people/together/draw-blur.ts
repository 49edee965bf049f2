import { randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/platform/db";
import type { TraitResult } from "@/lib/platform/prisma/client";
import { TRAIT_COUNT } from "@/lib/scoring/model";

/**
 * The blur of a result: the person's own, drawn at their first report and kept for as long as their profile is. A result
 * that came from another browser of theirs keeps the one under which it was compared there.
 */
export async function blurOf(
  tx: Transaction,
  { id: resultId, profileId }: Pick<TraitResult, "id" | "profileId">,
  now: Date,
): Promise<readonly number[]> {
  const kept = await tx.togetherResultBlur.findUnique({ where: { resultId, profileId } });
  if (kept !== null) return kept.draws;
  await tx.togetherBlur.createMany({
    data: { profileId, draws: drawBlur(), createdAt: now },
    skipDuplicates: true,
  });
  return (await tx.togetherBlur.findUniqueOrThrow({ where: { profileId } })).draws;
}

/** The same of many people at once: each with one result of their own. By profile. */
export async function blursOf(
  tx: Transaction,
  results: readonly Pick<TraitResult, "id" | "profileId">[],
  now: Date,
): Promise<Map<string, readonly number[]>> {
  if (results.length === 0) return new Map();
  const profileIds = results.map(({ profileId }) => profileId);
  await tx.togetherBlur.createMany({
    data: profileIds.map((profileId) => ({ profileId, draws: drawBlur(), createdAt: now })),
    skipDuplicates: true,
  });
  const [own, kept] = await Promise.all([
    tx.togetherBlur.findMany({ where: { profileId: { in: profileIds } } }),
    tx.togetherResultBlur.findMany({ where: { resultId: { in: results.map(({ id }) => id) } } }),
  ]);
  const blurs = new Map(own.map(({ profileId, draws }) => [profileId, draws]));
  const keptOf = new Map(kept.map((blur) => [blur.resultId, blur]));
  for (const { id, profileId } of results) {
    const blur = keptOf.get(id);
    if (blur?.profileId === profileId) blurs.set(profileId, blur.draws);
  }
  return blurs;
}

/** A new person's blur. It is drawn once and kept for as long as what it blurs. */
export function drawBlur(): number[] {
  return drawNormals(TRAIT_COUNT);
}

/** Draws from a standard normal distribution (Box and Muller 1958) from a source that cannot be predicted. */
function drawNormals(count: number): number[] {
  return Array.from({ length: count }, () => {
    const bytes = randomBytes(12);
    const [first, second] = [0, 6].map((at) => (bytes.readUIntBE(at, 6) + 0.5) / 2 ** 48);
    return Math.sqrt(-2 * Math.log(first ?? 0.5)) * Math.cos(2 * Math.PI * (second ?? 0));
  });
}
