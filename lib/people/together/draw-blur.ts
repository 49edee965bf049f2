import { randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/platform/db";
import { TRAIT_COUNT } from "@/lib/scoring/model";

/** The person's own blur: drawn at their first report and kept for as long as their profile is. */
export async function blurOf(tx: Transaction, profileId: string, now: Date): Promise<readonly number[]> {
  await tx.togetherBlur.createMany({
    data: { profileId, draws: drawNormals(TRAIT_COUNT), createdAt: now },
    skipDuplicates: true,
  });
  return (await tx.togetherBlur.findUniqueOrThrow({ where: { profileId } })).draws;
}

/** Draws from a standard normal distribution (Box and Muller 1958) from a source that cannot be predicted. */
function drawNormals(count: number): number[] {
  return Array.from({ length: count }, () => {
    const bytes = randomBytes(12);
    const [first, second] = [0, 6].map((at) => (bytes.readUIntBE(at, 6) + 0.5) / 2 ** 48);
    return Math.sqrt(-2 * Math.log(first ?? 0.5)) * Math.cos(2 * Math.PI * (second ?? 0));
  });
}
