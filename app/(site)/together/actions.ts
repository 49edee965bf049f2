"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { profileAction, visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { currentProfile } from "@/app/profile";
import { acceptTogetherInvitation } from "@/lib/people/together/accept-together-invitation";
import { agreeToCompare } from "@/lib/people/together/agree-to-compare";
import { answerCheckIn } from "@/lib/people/together/answer-check-in";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { declineRefresh } from "@/lib/people/together/decline-refresh";
import { getTogetherInvitation } from "@/lib/people/together/get-together-invitation";
import { leavePair } from "@/lib/people/together/leave-pair";
import { refreshReport } from "@/lib/people/together/refresh-report";
import {
  AcceptTogetherInvitation,
  AgreeToCompare,
  AnswerCheckIn,
  CreateTogetherInvitation,
  OnePair,
  OneTogetherInvitation,
  TogetherToken,
} from "@/lib/people/together/schemas";
import { stopIntimacy } from "@/lib/people/together/stop-intimacy";
import { withdrawTogetherInvitation } from "@/lib/people/together/withdraw-together-invitation";
import { linkTo } from "@/lib/platform/brand";
import { dropInvitation, keepInvitation, keptInvitation } from "./invitation-cookie";

/** A link for one friend. Its secret follows "#", which browsers send to no server. */
export const invite = formAction(
  profileAction(
    "write",
    CreateTogetherInvitation,
    async (ctx, input): Promise<{ url: string; expires_at: Date }> => {
      const { token, expires_at } = await createTogetherInvitation(ctx, input);
      return { url: linkTo(ctx, `/together/invitation#${token}`), expires_at };
    },
  ),
);

export const withdrawInvitation = formAction(
  profileAction("revoke", OneTogetherInvitation, withdrawTogetherInvitation),
);

/** Takes the code from the link, and keeps it in this browser while its reader takes the assessment. */
export const openInvitation = formAction(
  visitorAction("write", TogetherToken, async (ctx, { token }): Promise<null> => {
    const profile = await currentProfile();
    await getTogetherInvitation(ctx, { token, profile_id: profile?.ctx.profileId ?? null });
    await keepInvitation(token);
    redirect("/together/invitation");
  }),
);

/** Puts the invitation away that this browser opened: it still works for another person. */
export const putInvitationAway = formAction(
  visitorAction("write", z.strictObject({}), async (): Promise<null> => {
    await dropInvitation();
    redirect("/together/invitation");
  }),
);

export const acceptInvitation = formAction(
  profileAction(
    "write",
    AcceptTogetherInvitation.omit({ token: true }),
    async (ctx, input): Promise<null> => {
      const token = (await keptInvitation()) ?? "";
      const { pair_id } = await acceptTogetherInvitation(ctx, { ...input, token });
      await dropInvitation();
      redirect(`/together/${pair_id}`);
    },
  ),
);

export const agree = formAction(profileAction("write", AgreeToCompare, agreeToCompare));

export const checkIn = formAction(profileAction("write", AnswerCheckIn, answerCheckIn));

export const askForRefresh = formAction(
  profileAction("write", OnePair, async (ctx, input): Promise<null> => {
    await refreshReport(ctx, input);
    return null;
  }),
);

export const keepReport = formAction(
  profileAction("write", OnePair, async (ctx, input): Promise<null> => {
    await declineRefresh(ctx, input);
    return null;
  }),
);

export const withoutIntimacy = formAction(
  profileAction("revoke", OnePair, async (ctx, input): Promise<null> => {
    await stopIntimacy(ctx, input);
    return null;
  }),
);

export const leave = formAction(
  profileAction("revoke", OnePair, async (ctx, input): Promise<null> => {
    await leavePair(ctx, input);
    redirect("/together");
  }),
);
