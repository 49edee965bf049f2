import { type Depth, type Lifetime, MAX_LINKS, SHARING_TERMS_VERSION } from "@/lib/people/sharing/schemas";
import { shareToken } from "@/lib/people/sharing/share-token";
import type { ProfileContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";

const DAY_MS = 86_400_000;

export interface MadeLink {
  link_id: string;
  token: string;
  expires_at: Date | null;
}

/** Locks the person's profile, so that their links are counted one after the other. */
export async function lockOwnProfile(ctx: ProfileContext, tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT id FROM profiles WHERE id = ${ctx.profileId}::uuid FOR NO KEY UPDATE`;
}

/** The link that a form has made already; null for a form that is sent for the first time. */
export async function findMade(
  ctx: ProfileContext,
  tx: Transaction,
  formId: string,
): Promise<MadeLink | null> {
  const row = await tx.shareLink.findUnique({
    where: { profileId_formId: { profileId: ctx.profileId, formId } },
    select: { id: true, expiresAt: true },
  });
  return row === null ? null : { link_id: row.id, token: shareToken(row.id), expires_at: row.expiresAt };
}

/** Throws Conflict `too_many_share_links`. Of a locked profile. */
export async function assertRoomForLink(ctx: ProfileContext, tx: Transaction): Promise<void> {
  const open = { OR: [{ expiresAt: null }, { expiresAt: { gt: ctx.clock.now() } }] };
  if ((await tx.shareLink.count({ where: { profileId: ctx.profileId, ...open } })) < MAX_LINKS) return;
  throw new Conflict("too_many_share_links", `You can share ${MAX_LINKS} links at a time. Revoke one first.`);
}

interface NewLink {
  form_id: string;
  lasts: Lifetime;
  shows: Depth;
  name: string | null;
}

/** The columns that every new link has. */
export function newLink(ctx: ProfileContext, { form_id, lasts, shows, name }: NewLink) {
  const now = ctx.clock.now();
  const id = newId(now);
  return {
    id,
    profileId: ctx.profileId,
    formId: form_id,
    tokenHash: sha256(shareToken(id)),
    name,
    depth: shows,
    agreedTo: SHARING_TERMS_VERSION,
    createdAt: now,
    expiresAt: lasts === "never" ? null : new Date(now.getTime() + Number(lasts) * DAY_MS),
  };
}
