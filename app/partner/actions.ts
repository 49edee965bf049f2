"use server";

import { z } from "zod";
import { userAction } from "@/app/action";
import { plainAction } from "@/app/form-action";
import { rememberMode, rememberPartner } from "@/app/session-cookies";
import { choosePartner } from "@/lib/identity/accounts/choose-partner";

/** Goes on as a member of another of one's partners, by its id; remembered in this browser. */
export const openPartner = userAction("read", z.uuid(), async (ctx, partner_id): Promise<null> => {
  const { partnerId } = await choosePartner(ctx, { partner_id });
  await rememberPartner(partnerId);
  return null;
});

/** Shows live or test data in the portal from now on, in this browser. */
export const chooseMode = plainAction(
  userAction(
    "read",
    z.strictObject({ mode: z.enum(["live", "test"], "Must be live or test.") }),
    async (_ctx, { mode }): Promise<null> => {
      await rememberMode(mode);
      return null;
    },
    { onlyReads: true },
  ),
);
