"use server";

import { adminAction } from "@/app/action";
import { rememberPartner } from "@/app/session-cookies";
import { grantEventPass } from "@/lib/events/events/grant-event-pass";
import { GrantEventPass } from "@/lib/events/events/schemas";
import { SetPartnershipTerms } from "@/lib/events/partnerships/schemas";
import { setPartnershipTerms as setTerms } from "@/lib/events/partnerships/set-partnership-terms";
import { SetEventPassPrice } from "@/lib/events/passes/schemas";
import { setEventPassPrice } from "@/lib/events/passes/set-event-pass-price";
import { StartImpersonation } from "@/lib/identity/accounts/schemas";
import { startImpersonation } from "@/lib/identity/accounts/start-impersonation";
import { changeContract } from "@/lib/partners/partners/change-contract";
import { ChangeContract, SuspendPartner } from "@/lib/partners/partners/contract";
import { suspendPartner } from "@/lib/partners/partners/suspend-partner";
import { unsuspendPartner } from "@/lib/partners/partners/unsuspend-partner";

export const suspend = adminAction("write", SuspendPartner, suspendPartner);

export const unsuspend = adminAction("write", SuspendPartner, unsuspendPartner);

export const change = adminAction("write", ChangeContract, changeContract);

export const grantPass = adminAction("write", GrantEventPass, grantEventPass);

export const setPartnershipTerms = adminAction("write", SetPartnershipTerms, setTerms);

export const setPassPrice = adminAction("write", SetEventPassPrice, setEventPassPrice);

/** From here on this browser sees what the member sees, within the partner it is about. */
export const impersonate = adminAction("write", StartImpersonation, async (ctx, input) => {
  const { endsAt } = await startImpersonation(ctx, input);
  await rememberPartner(input.partner_id);
  return { ends_at: endsAt.toISOString() };
});
