import type { Result } from "@/lib/people/results/present-result";
import { knowsIntimacy } from "@/lib/people/sharing/choose-of-result";
import { mayShowIntimacy, SHARING_PERSON } from "@/lib/people/sharing/sharing-person";
import type { ProfileContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/input";

/** Whether the person may be asked whether to show intimacy of a result. */
export async function canShowIntimacy(ctx: ProfileContext, db: Db, result: Result): Promise<boolean> {
  if (!knowsIntimacy(result)) return false;
  const person = await db.profile.findUniqueOrThrow({ where: { id: ctx.profileId }, select: SHARING_PERSON });
  return mayShowIntimacy(person, ctx.clock.now());
}

/** Throws Invalid `invalid_input` where intimacy was chosen and cannot be shown. */
export async function assertMayShow(
  ctx: ProfileContext,
  db: Db,
  result: Result,
  { intimacy }: { intimacy: boolean },
): Promise<void> {
  if (!intimacy || (await canShowIntimacy(ctx, db, result))) return;
  throw invalidInput([
    { path: "intimacy", message: "There is nothing about intimacy here that can be shown." },
  ]);
}
