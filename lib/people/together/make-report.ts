import { StoredTraits } from "@/lib/people/results/schemas";
import { compareReadings, PAIR_MODEL } from "@/lib/people/together/compare-readings";
import { blurOf } from "@/lib/people/together/draw-blur";
import type { FoundPair } from "@/lib/people/together/find-pair";
import { readTraits } from "@/lib/people/together/read-traits";
import { recordAccesses } from "@/lib/platform/access-log";
import type { ProfileContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import type { TraitResult } from "@/lib/platform/prisma/client";
import { MIN_KNOWN_TRAITS } from "@/lib/scoring/model";

const READER = "together.report";

/**
 * Makes the pair's report from the newest result of each, in place of the one before. Resonance stays from the last
 * check-in, which both may then answer again. Within the transaction that locked the pair.
 * Throws Conflict `result_needed`, `friend_result_missing` or `too_little_in_common`.
 */
export async function makeReport(
  ctx: ProfileContext,
  tx: Transaction,
  { row, own, friend, intimacy }: FoundPair,
): Promise<void> {
  const now = ctx.clock.now();
  const ownResult = await newestResult(tx, own.profileId);
  const friendResult = await newestResult(tx, friend.profileId);
  if (ownResult === null) throw resultNeeded();
  if (friendResult === null) {
    throw new Conflict(
      "friend_result_missing",
      "Your friend has no result at the moment. Ask them to take the assessment first.",
    );
  }
  const readingOf = async (result: TraitResult) =>
    readTraits(StoredTraits.parse(result), await blurOf(tx, result, now), { intimacy });
  const comparison = compareReadings(await readingOf(ownResult), await readingOf(friendResult));
  if (comparison === null) {
    throw new Conflict(
      "too_little_in_common",
      `A comparison needs ${MIN_KNOWN_TRAITS} traits that are known of both of you. Answer more statements first.`,
    );
  }
  const { closeness, closenessLow, closenessHigh, ...content } = comparison;
  const [inviterResult, inviteeResult] =
    row.inviterId === own.profileId ? [ownResult, friendResult] : [friendResult, ownResult];
  const data = {
    inviterResultId: inviterResult.id,
    inviteeResultId: inviteeResult.id,
    modelVersion: PAIR_MODEL.version,
    intimacy,
    closeness,
    closenessLow,
    closenessHigh,
    content: { ...content, groups: { ...content.groups } },
    createdAt: now,
  };
  await tx.togetherReport.upsert({
    where: { pairId: row.id },
    create: { pairId: row.id, ...data, resonance: [] },
    update: data,
  });
  await tx.togetherCheckIn.deleteMany({ where: { pairId: row.id } });
  await tx.togetherPair.update({
    where: { id: row.id },
    data: { reportedAt: now, refreshAskedBy: null, refreshAskedAt: null },
  });
  // The person sees in their privacy centre that a report was made of their answers; not with whom.
  await recordAccesses({ ...ctx, actor: { type: "system", id: READER } }, tx, {
    reader: READER,
    purpose: null,
    why: "A report with a friend was made, because you both agreed to it.",
    people: [own, friend].map(({ profileId }) => ({ profileId })),
    period: "day",
  });
}

/** A person's newest result that can be compared at all; null where there is none. */
export async function newestResult(db: Db, profileId: string): Promise<TraitResult | null> {
  // Locked, so that it cannot be deleted between the look and the report.
  const [newest] = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM trait_results
    WHERE profile_id = ${profileId}::uuid
    ORDER BY created_at DESC, id DESC LIMIT 1 FOR KEY SHARE`;
  return newest === undefined ? null : db.traitResult.findUnique({ where: { id: newest.id, profileId } });
}

export function resultNeeded(): Conflict {
  return new Conflict("result_needed", "Take the assessment first. The short form takes about four minutes.");
}
