"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { partnerAction } from "@/app/action";
import { resendVerification } from "@/lib/partners/partners/request-verification";
import { UpdatePartner } from "@/lib/partners/partners/schemas";
import { updatePartner } from "@/lib/partners/partners/update-partner";
import { leavePartner } from "@/lib/partners/teams/leave-partner";

export const saveSettings = partnerAction("write", UpdatePartner, (ctx, input) =>
  updatePartner(ctx, { ...input, partner_id: ctx.partnerId }),
);

export const sendVerification = partnerAction("mail", z.strictObject({}), (ctx) =>
  resendVerification(ctx, { partner_id: ctx.partnerId }),
);

/** Leaves the team, and goes on with another of one's partners, or to make one. */
export const leave = partnerAction("write", z.strictObject({}), async (ctx): Promise<null> => {
  await leavePartner(ctx);
  redirect("/partner");
});
