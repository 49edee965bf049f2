import type { Context } from "@/lib/platform/context";

/** Whom what happens in a context concerns: the person who is signed in, and the partner they act within. */
export function subjectsOf(ctx: Context): { userId: string | null; partnerId: string | null } {
  return {
    userId: ctx.actor.type === "user" ? ctx.actor.id : null,
    partnerId: "partnerId" in ctx && typeof ctx.partnerId === "string" ? ctx.partnerId : null,
  };
}
