import { z } from "zod";
import { idOf } from "@/lib/platform/partner-path";

/** What a member of a team may be, from most to least. */
export const MEMBER_ROLES = ["owner", "admin", "developer", "viewer"] as const;

export type MemberRole = (typeof MEMBER_ROLES)[number];

const memberRole = z.enum(MEMBER_ROLES, { error: "Must be owner, admin, developer or viewer." });

/** Somebody who works for a partner. */
export const Member = z.object({
  user_id: idOf("account"),
  name: z.string(),
  email: z.string(),
  role: memberRole,
  /** Whether signing in takes a second factor. */
  two_factor: z.boolean(),
  joined_at: z.string(),
});
export type Member = z.output<typeof Member>;

/** An invitation that was neither accepted nor withdrawn. */
export const Invitation = z.object({
  id: idOf("invitation"),
  email: z.string(),
  role: memberRole,
  status: z.enum(["open", "expired"]),
  invited_by: z.string().nullable().meta({ description: "The name of who sent it, while that is known." }),
  expires_at: z.string(),
  created_at: z.string(),
});
export type Invitation = z.output<typeof Invitation>;

export const InviteMember = z.strictObject({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email("Must be an e-mail address.").max(254, "Must have at most 254 characters.")),
  role: memberRole,
});
export type InviteMember = z.output<typeof InviteMember>;

export const InvitationPath = z.strictObject({ invitation_id: z.uuid().toLowerCase() });
export type InvitationPath = z.output<typeof InvitationPath>;

export const MemberPath = z.strictObject({ user_id: z.uuid().toLowerCase() });
export type MemberPath = z.output<typeof MemberPath>;

export const ChangeMemberRole = MemberPath.extend({ role: memberRole });
export type ChangeMemberRole = z.output<typeof ChangeMemberRole>;

export const InvitationToken = z.strictObject({
  token: z.string().trim().min(20, "This is not a whole code: copy it again.").max(200),
});
export type InvitationToken = z.output<typeof InvitationToken>;

/** What the holder of an invitation's token is told before accepting. */
export interface InvitationOffer {
  company_name: string;
  email: string;
  role: MemberRole;
  invited_by: string | null;
  expires_at: string;
}
