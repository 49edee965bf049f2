import { MAX_FRIENDS, MAX_PAIRS_A_MONTH } from "@/lib/people/together/schemas";
import type { Transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";

const MONTH_MS = 30 * 86_400_000;

/** Locks profiles, in one order everywhere, so that what is counted of them stays true until the transaction ends. */
export async function lockProfiles(tx: Transaction, ...profileIds: [string, string?]): Promise<void> {
  const [first, second = first] = profileIds;
  await tx.$queryRaw`
    SELECT id FROM profiles WHERE id = ANY (${[first, second]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Throws Conflict `too_many_friends` where a person has as many pairs and open invitations as they may, or has begun too
 * many this month. `spare`: an open invitation that is about to become a pair. Of a locked profile.
 */
export async function assertRoomForFriend(
  tx: Transaction,
  profileId: string,
  now: Date,
  { spare }: { spare?: string } = {},
): Promise<void> {
  const ofPerson = { members: { some: { profileId } } };
  const invitations = await tx.togetherInvitation.count({
    where: {
      profileId,
      usedAt: null,
      expiresAt: { gt: now },
      ...(spare === undefined ? {} : { id: { not: spare } }),
    },
  });
  const pairs = await tx.togetherPair.count({ where: { ...ofPerson, endedAt: null } });
  const begun = await tx.togetherPair.count({
    where: { ...ofPerson, createdAt: { gt: new Date(now.getTime() - MONTH_MS) } },
  });
  if (invitations + pairs >= MAX_FRIENDS || begun >= MAX_PAIRS_A_MONTH) {
    throw new Conflict(
      "too_many_friends",
      `You can compare with ${MAX_FRIENDS} friends at a time, open invitations included, and start ${MAX_PAIRS_A_MONTH} comparisons a month.`,
    );
  }
}
