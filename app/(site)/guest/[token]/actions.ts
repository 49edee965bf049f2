"use server";

import { visitorAction } from "@/app/action";
import { answerGuestForm } from "@/lib/events/invitations/answer-guest-form";
import { declineInvitation } from "@/lib/events/invitations/decline-invitation";
import { openGuestLink } from "@/lib/events/invitations/open-guest-link";
import { AnswerGuestForm, GuestToken } from "@/lib/events/invitations/schemas";

export const answerForm = visitorAction("write", AnswerGuestForm, async (ctx, { token, answers }) =>
  answerGuestForm(await openGuestLink(ctx, { token }), { answers }),
);

export const decline = visitorAction("write", GuestToken, async (ctx, { token }) =>
  declineInvitation(await openGuestLink(ctx, { token })),
);
