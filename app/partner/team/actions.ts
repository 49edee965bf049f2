"use server";

import { partnerAction } from "@/app/action";
import { changeMemberRole } from "@/lib/partners/teams/change-member-role";
import { inviteMember } from "@/lib/partners/teams/invite-member";
import { removeMember } from "@/lib/partners/teams/remove-member";
import { resendInvitation } from "@/lib/partners/teams/resend-invitation";
import { revokeInvitation } from "@/lib/partners/teams/revoke-invitation";
import { ChangeMemberRole, InvitationPath, InviteMember, MemberPath } from "@/lib/partners/teams/schemas";

export const invite = partnerAction("mail", InviteMember, inviteMember);

export const resend = partnerAction("mail", InvitationPath, resendInvitation);

export const withdraw = partnerAction("revoke", InvitationPath, revokeInvitation);

export const changeRole = partnerAction("write", ChangeMemberRole, changeMemberRole);

export const remove = partnerAction("write", MemberPath, removeMember);
