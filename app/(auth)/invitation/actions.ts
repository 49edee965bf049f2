"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import {
  dropInvitationToken,
  invitationToken,
  keepInvitationToken,
} from "@/app/(auth)/invitation/invitation-cookie";
import { userAction, visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { rememberPartner } from "@/app/session-cookies";
import { acceptInvitation } from "@/lib/partners/teams/accept-invitation";
import { getInvitation, invalidInvitation } from "@/lib/partners/teams/get-invitation";
import { InvitationToken } from "@/lib/partners/teams/schemas";

/** Takes the code from the mail, and keeps it in this browser while its holder signs in or up. */
export const openInvitation = formAction(
  visitorAction("write", InvitationToken, async (ctx, input): Promise<null> => {
    await getInvitation(ctx, input);
    await keepInvitationToken(input.token);
    redirect("/invitation");
  }),
);

/** Joins the team, and goes to work for it. */
export const acceptOpened = formAction(
  userAction("write", z.strictObject({}), async (ctx): Promise<null> => {
    const token = await invitationToken();
    if (token === null) throw invalidInvitation();
    const { partner_id } = await acceptInvitation(ctx, { token });
    await rememberPartner(partner_id);
    await dropInvitationToken();
    redirect("/partner");
  }),
);
