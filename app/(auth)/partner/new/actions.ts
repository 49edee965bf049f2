"use server";

import { userAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { rememberPartner } from "@/app/session-cookies";
import { createOwnedPartner } from "@/lib/partners/partners/create-owned-partner";
import { CreateOwnedPartner } from "@/lib/partners/partners/schemas";

/** Makes a partner of one's own and goes on within it. Its first key comes back, this once. */
export const makePartner = formAction(
  userAction("write", CreateOwnedPartner, async (ctx, input) => {
    const made = await createOwnedPartner(ctx, input);
    await rememberPartner(made.partner_id);
    return { company_name: input.company_name, test_key: made.test_key };
  }),
);
