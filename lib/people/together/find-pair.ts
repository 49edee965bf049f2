import { versionsThatCount } from "@/lib/identity/consent/consent-texts";
import { isMinor } from "@/lib/platform/ages";
import type { ProfileContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Prisma } from "@/lib/platform/prisma/client";

const WITH_ALL = {
  members: {
    include: {
      profile: {
        select: {
          restrictedAt: true,
          birthYear: true,
          user: { select: { suspendedAt: true } },
          consents: { where: { purpose: "intimacy" }, select: { version: true } },
        },
      },
    },
  },
  report: true,
  checkIns: { select: { profileId: true, answers: true, answeredAt: true } },
} satisfies Prisma.TogetherPairInclude;

type PairRow = Prisma.TogetherPairGetPayload<{ include: typeof WITH_ALL }>;
type MemberRow = PairRow["members"][number];

/** A pair as one of its two sees it. */
export interface FoundPair {
  readonly row: PairRow;
  readonly own: MemberRow;
  readonly friend: MemberRow;
  /** Whether intimacy may be compared now: both chose it for this friend, both consent to it, and both are adults. */
  readonly intimacy: boolean;
  /** The report, unless intimacy counts in it and may not any longer. */
  readonly report: PairRow["report"];
}

export type PairState = "your_turn" | "their_turn" | "ready" | "no_report" | "paused" | "ended";

/** One of the person's own pairs. Another's, a missing one and one that they left are the same. Throws NotFound. */
export async function findPair(ctx: ProfileContext, db: Db, id: string): Promise<FoundPair> {
  if (!isId(id)) throw new NotFound("comparison");
  const row = await db.togetherPair.findFirst({
    where: { id, members: { some: { profileId: ctx.profileId, leftAt: null, dismissed: false } } },
    include: WITH_ALL,
  });
  const found = row === null ? null : asSeenBy(ctx, row);
  if (found === null) throw new NotFound("comparison");
  return found;
}

/** The person's pairs, newest first, without those that they left or put away. */
export async function findPairs(ctx: ProfileContext): Promise<FoundPair[]> {
  const rows = await ctx.db.togetherPair.findMany({
    where: { members: { some: { profileId: ctx.profileId, leftAt: null, dismissed: false } } },
    include: WITH_ALL,
    orderBy: { createdAt: "desc" },
    // More than there can be: those that ended stay for 30 days.
    take: 100,
  });
  return rows.flatMap((row) => asSeenBy(ctx, row) ?? []);
}

/**
 * Locks one of the person's own pairs for the transaction, after both profiles: deleting a profile takes the same order, so
 * neither waits for the other. Throws NotFound.
 */
export async function lockPair(ctx: ProfileContext, tx: Transaction, id: string): Promise<FoundPair> {
  const { row } = await findPair(ctx, tx, id);
  await tx.$queryRaw`
    SELECT id FROM profiles WHERE id = ANY (${[row.inviterId, row.inviteeId]}::uuid[]) ORDER BY id FOR KEY SHARE`;
  await tx.$queryRaw`SELECT id FROM together_pairs WHERE id = ${row.id}::uuid FOR UPDATE`;
  return findPair(ctx, tx, id);
}

/** The same for what only a pair can do that has not ended and is not paused. Throws NotFound, Conflict. */
export async function lockOpenPair(ctx: ProfileContext, tx: Transaction, id: string): Promise<FoundPair> {
  const pair = await lockPair(ctx, tx, id);
  const state = stateOf(pair);
  if (state === "ended") throw new Conflict("comparison_ended", "This comparison has ended.");
  if (state === "paused") {
    throw new Conflict("comparison_paused", "This comparison isn’t available right now. Try again later.");
  }
  return pair;
}

export function stateOf({ row, own, friend, report }: FoundPair): PairState {
  if (row.endedAt !== null) return "ended";
  // Suspended, or waiting to be deleted: then neither is read for the other.
  for (const { profile } of [own, friend]) {
    if (profile.user?.suspendedAt || profile.restrictedAt !== null) return "paused";
  }
  if (own.agreedAt === null) return "your_turn";
  if (friend.agreedAt === null) return "their_turn";
  return report === null ? "no_report" : "ready";
}

function asSeenBy({ profileId, clock }: ProfileContext, row: PairRow): FoundPair | null {
  // Relations are read one after the other: a profile that was deleted in between is null, whatever its type says.
  const members = row.members.filter(({ profile }) => profile !== null);
  const own = members.find((member) => member.profileId === profileId);
  const friend = members.find((member) => member.profileId !== profileId);
  if (own === undefined || friend === undefined) return null;
  const now = clock.now();
  const intimacy = mayCompareIntimacy(own, now) && mayCompareIntimacy(friend, now);
  const report = row.report?.intimacy && !intimacy ? null : row.report;
  return { row, own, friend, intimacy, report };
}

/** Asked at each reading, so that a consent that is withdrawn anywhere counts at once. */
export function mayCompareIntimacy({ intimacy, profile }: MemberRow, now: Date): boolean {
  if (!intimacy || isMinor(profile.birthYear, now)) return false;
  const versions = versionsThatCount("intimacy", now);
  return profile.consents.some(({ version }) => versions.includes(version));
}
