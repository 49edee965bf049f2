import { opens, type ShareRow } from "@/lib/people/sharing/find-share";
import { type Depth, StoredShare } from "@/lib/people/sharing/schemas";
import { shareToken } from "@/lib/people/sharing/share-token";
import type { ProfileContext } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/seal";
import type { GroupName } from "@/lib/scoring/model";

export interface ShownLink {
  readonly id: string;
  readonly resultId: string | null;
  readonly pairId: string | null;
  /** Of a pair's: what the other calls themselves towards the reader. */
  readonly friend: string | null;
  /** Whether the reader made it. */
  readonly own: boolean;
  /** `closed`: it does not open for now, as while an account is suspended. */
  readonly state: "open" | "your_turn" | "their_turn" | "expired" | "closed";
  /** The secret of its address, while it opens. */
  readonly token: string | null;
  readonly depth: Depth;
  readonly groups: readonly GroupName[];
  readonly names: readonly (string | null)[];
  readonly content: StoredShare;
  readonly openings: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** A link as one of its makers sees it. */
export async function presentLink(
  ctx: ProfileContext,
  row: ShareRow,
  friends: ReadonlyMap<string, string>,
): Promise<ShownLink> {
  const content = StoredShare.parse(row.content);
  const own = row.profileId === ctx.profileId;
  const state = await stateOf(ctx, row, own);
  return {
    id: row.id,
    resultId: row.resultId,
    pairId: row.pairId,
    friend: friends.get(row.pairId ?? "") ?? null,
    own,
    state,
    token: state === "open" ? knownToken(row) : null,
    depth: row.depth,
    groups: content.groups.map(({ group }) => group),
    names: row.friendId === null ? [row.name] : [row.name, row.friendName],
    content,
    openings: row.openings,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
  };
}

/** Null for one that was made under another APP_SECRET: it still opens for who has it. */
function knownToken({ id, tokenHash }: ShareRow): string | null {
  const token = shareToken(id);
  return sha256(token).equals(tokenHash) ? token : null;
}

async function stateOf(ctx: ProfileContext, row: ShareRow, own: boolean): Promise<ShownLink["state"]> {
  if (row.expiresAt !== null && row.expiresAt <= ctx.clock.now()) return "expired";
  if (row.friendId !== null && row.friendAgreedAt === null) return own ? "their_turn" : "your_turn";
  return (await opens(ctx, row)) ? "open" : "closed";
}

/** What the other calls themselves, by pair. */
export async function friendNames(
  ctx: ProfileContext,
  rows: readonly { pairId: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const pairIds = rows.flatMap(({ pairId }) => pairId ?? []);
  if (pairIds.length === 0) return new Map();
  const members = await ctx.db.togetherMember.findMany({
    where: { pairId: { in: pairIds }, profileId: { not: ctx.profileId } },
    select: { pairId: true, name: true },
  });
  return new Map(members.map(({ pairId, name }) => [pairId, name]));
}
