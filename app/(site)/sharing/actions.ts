"use server";

import { redirect } from "next/navigation";
import { privacyAction, profileAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { agreeToShare } from "@/lib/people/sharing/agree-to-share";
import { revokeShareLink } from "@/lib/people/sharing/revoke-share-link";
import { AgreeToShare, OneShareLink, ShareReport, ShareResult } from "@/lib/people/sharing/schemas";
import { shareReport } from "@/lib/people/sharing/share-report";
import { shareResult } from "@/lib/people/sharing/share-result";
import { linkTo } from "@/lib/platform/brand";
import { NotFound } from "@/lib/platform/errors";

/** Makes a link. Its secret is in the path: it must open without scripts, and show a preview in chats (decision 0064). */
export const shareOwnResult = formAction(
  profileAction("write", ShareResult, async (ctx, input): Promise<{ url: string; link_id: string }> => {
    const { token, link_id } = await shareResult(ctx, input);
    return { url: linkTo(ctx, `/shared/${token}`), link_id };
  }),
);

export const askToShareReport = formAction(
  profileAction("write", ShareReport, async (ctx, input): Promise<null> => {
    await shareReport(ctx, input);
    redirect(`/together/${input.pair_id}/share?asked=1`);
  }),
);

export const agreeToLink = formAction(profileAction("write", AgreeToShare, agreeToShare));

/** Also for the suspended, whose links are closed and stay theirs to remove. */
export const revokeLink = formAction(
  privacyAction("revoke", OneShareLink, (ctx, input) => {
    if (ctx.profileId === null) throw new NotFound("share link");
    return revokeShareLink({ db: ctx.db, profileId: ctx.profileId }, input);
  }),
);
