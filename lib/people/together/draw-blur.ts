import { createHmac, randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/platform/db";
import type { TraitResult } from "@/lib/platform/prisma/client";
import { deriveSecret } from "@/lib/platform/seal";
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
  await drawMissing(tx, [profileId], now);
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
  await drawMissing(tx, profileIds, now);
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

/** Draws a blur for each who has none: that of their address where they have an account. */
async function drawMissing(tx: Transaction, profileIds: readonly string[], now: Date): Promise<void> {
  const drawn = await tx.togetherBlur.findMany({
    where: { profileId: { in: [...profileIds] } },
    select: { profileId: true },
  });
  const known = new Set(drawn.map(({ profileId }) => profileId));
  const missing = profileIds.filter((profileId) => !known.has(profileId));
  if (missing.length === 0) return;
  const owned = await tx.profile.findMany({
    where: { id: { in: missing }, user: { emailVerifiedAt: { not: null } } },
    select: { id: true, user: { select: { email: true } } },
  });
  const emailOf = new Map(owned.map(({ id, user }) => [id, user?.email]));
  await tx.togetherBlur.createMany({
    data: missing.map((profileId) => {
      const email = emailOf.get(profileId);
      return { profileId, draws: email === undefined ? drawBlur() : blurOfAddress(email), createdAt: now };
    }),
    skipDuplicates: true,
  });
}

/** A new person's blur. It is drawn once and kept for as long as what it blurs. */
export function drawBlur(): number[] {
  return Array.from({ length: TRAIT_COUNT }, () => normalOf(randomBytes(12)));
}

/**
 * The blur of who is known by an address alone. It follows from the address under a key of ours, so that a person who answers
 * at ten events, or is removed and brought again, is blurred alike each time: ten different blurs would average out. What
 * follows a plus sign names the same mailbox.
 */
export function blurOfAddress(email: string): number[] {
  const address = email
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*@/, "@");
  const key = deriveSecret("together.blur-of-address");
  return Array.from({ length: TRAIT_COUNT }, (_, trait) =>
    normalOf(createHmac("sha256", key).update(`${trait} ${address}`).digest()),
  );
}

/** A draw from a standard normal distribution (Box and Muller 1958), of bytes that cannot be predicted. */
function normalOf(bytes: Buffer): number {
  const [first, second] = [0, 6].map((at) => (bytes.readUIntBE(at, 6) + 0.5) / 2 ** 48);
  return Math.sqrt(-2 * Math.log(first ?? 0.5)) * Math.cos(2 * Math.PI * (second ?? 0));
}
