import { type Depth, StoredShare } from "@/lib/people/sharing/schemas";
import { shareHash } from "@/lib/people/sharing/share-token";
import { maySharePublicly, mayShowIntimacy, SHARING_PERSON } from "@/lib/people/sharing/sharing-person";
import { findPair } from "@/lib/people/together/find-pair";
import { presentPair } from "@/lib/people/together/present-pair";
import type { Context, ProfileContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import type { Prisma } from "@/lib/platform/prisma/client";

export const WITH_PEOPLE = {
  profile: { select: SHARING_PERSON },
  friend: { select: SHARING_PERSON },
} satisfies Prisma.ShareLinkInclude;

export type ShareRow = Prisma.ShareLinkGetPayload<{ include: typeof WITH_PEOPLE }>;

/** What everyone who has the link is shown. */
export interface OpenShare {
  readonly id: string;
  readonly depth: Depth;
  /** Whom it is of, in their own words: one name of a result, two of a report; null for anonymous. */
  readonly names: readonly (string | null)[];
  readonly content: StoredShare;
  readonly profileIds: readonly string[];
}

/**
 * What a link shows. Asked again at each look, so that what ends it counts at once: revoked, expired, a suspended account, a
 * waiting deletion, a consent that was withdrawn, a comparison that ended. All of these and an unknown link are the same.
 * Throws NotFound.
 */
export async function findShare(ctx: Context, { token }: { token: string }): Promise<OpenShare> {
  const hash = shareHash(token);
  const row =
    hash === null
      ? null
      : await ctx.db.shareLink.findUnique({ where: { tokenHash: hash }, include: WITH_PEOPLE });
  if (row === null || !(await opens(ctx, row))) throw new NotFound("share link");
  return presentShare(row);
}

export function presentShare(row: ShareRow): OpenShare {
  return {
    id: row.id,
    depth: row.depth,
    names: row.friendId === null ? [row.name] : [row.name, row.friendName],
    content: StoredShare.parse(row.content),
    profileIds: row.friendId === null ? [row.profileId] : [row.profileId, row.friendId],
  };
}

/** Whether a link opens now. */
export async function opens(ctx: Context, row: ShareRow): Promise<boolean> {
  const now = ctx.clock.now();
  if (row.expiresAt !== null && row.expiresAt <= now) return false;
  // Relations are read one after the other: a profile that was deleted in between is null, whatever its type says.
  const { profile, friend } = row as { profile: ShareRow["profile"] | null; friend: ShareRow["friend"] };
  if (profile === null || !maySharePublicly(profile, now)) return false;
  if (row.pairId === null) return !row.intimacy || mayShowIntimacy(profile, now);
  if (friend === null || row.friendAgreedAt === null || !maySharePublicly(friend, now)) return false;
  return (await reportOf({ ...ctx, profileId: row.profileId, userId: null }, row.pairId)) !== null;
}

/** Null where the pair has no report that may be shown now, whatever the reason. */
async function reportOf(ctx: ProfileContext, pairId: string) {
  try {
    return presentPair(await findPair(ctx, ctx.db, pairId)).report;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
