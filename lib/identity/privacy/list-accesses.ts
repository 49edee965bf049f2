import { personRef } from "@/lib/identity/privacy/person-ref";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import type { ConsentName } from "@/lib/platform/purposes";

/** The newest lines that a page shows. The export holds all. */
const SHOWN = 100;

export interface ShownAccess {
  id: string;
  why: string;
  purpose: ConsentName | null;
  /** Who read: the product itself, one of our admins, or a partner. */
  by: "system" | "admin" | "partner";
  times: number;
  firstAt: Date;
  lastAt: Date;
}

/** Who or what read a person's data, newest first. */
export async function listAccesses(ctx: PrivacyContext): Promise<{ data: ShownAccess[]; more: boolean }> {
  const { userId, profileId } = await personRef(ctx.db, ctx);
  const rows = await ctx.db.dataAccess.findMany({
    where: {
      OR: [...(userId === null ? [] : [{ userId }]), ...(profileId === null ? [] : [{ profileId }])],
    },
    orderBy: [{ lastAt: "desc" }, { id: "desc" }],
    take: SHOWN + 1,
  });
  return {
    data: rows.slice(0, SHOWN).map(({ id, why, purpose, byType, times, firstAt, lastAt }) => ({
      id,
      why,
      purpose,
      by: byType === "admin" || byType === "partner" ? byType : "system",
      times,
      firstAt,
      lastAt,
    })),
    more: rows.length > SHOWN,
  };
}
