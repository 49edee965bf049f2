import { z } from "zod";
import type { Db } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import { anyOf, byEmail, byUser, type Obstacle, type PersonRef, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();
const role = z.enum(["owner", "admin", "developer", "viewer"]);

export const teamsPrivacy = privacyPart(
  [
    {
      table: "partner_members",
      holds: "Which companies you work for, and as what",
      purpose: "Working in the partner portal",
      kept: "Until you leave the team",
      readers: "Members of the company, and admins",
      rowsOf: byUser(),
      exported: {
        row: z.strictObject({ id, partner_id: id, role, created_at: exportedTime, updated_at: exportedTime }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "invitations",
      holds: "Invitations to your address, and those that you sent",
      purpose: "Joining a team",
      kept: "As long as the company",
      readers: "Members of the company",
      rowsOf: anyOf(byUser("invited_by_id"), byEmail()),
      exported: {
        // The address of one whom the person invited is another's.
        columns: ["id", "partner_id", "role", "created_at", "expires_at", "accepted_at", "revoked_at"],
        row: z.strictObject({
          id,
          partner_id: id,
          role,
          created_at: exportedTime,
          expires_at: exportedTime,
          accepted_at: exportedTime.nullable(),
          revoked_at: exportedTime.nullable(),
        }),
      },
      onErasure: {
        does: "clear",
        set: ({ email, userId }) => Prisma.sql`
          email = CASE WHEN lower("row".email) = ${email} THEN 'erased-' || "row".id || '@erased.invalid' ELSE "row".email END,
          invited_by_id = CASE WHEN "row".invited_by_id = ${userId}::uuid THEN NULL ELSE "row".invited_by_id END,
          token_hash = NULL,
          revoked_at = CASE WHEN "row".accepted_at IS NULL THEN coalesce("row".revoked_at, now()) ELSE "row".revoked_at END`,
        why: "The company’s record that a person was invited, without your address and account.",
      },
    },
  ],
  { obstacles: lastOwnerOf },
);

/** The companies with other members whose only owner this person is: they must have another one first. */
async function lastOwnerOf(db: Db, { userId }: PersonRef): Promise<Obstacle[]> {
  if (userId === null) return [];
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT partner.company_name AS name FROM partner_members own JOIN partners partner ON partner.id = own.partner_id
    WHERE own.user_id = ${userId}::uuid AND own.role = 'owner'
      AND EXISTS (SELECT FROM partner_members other WHERE other.partner_id = own.partner_id AND other.user_id <> own.user_id)
      AND NOT EXISTS (SELECT FROM partner_members other
        WHERE other.partner_id = own.partner_id AND other.user_id <> own.user_id AND other.role = 'owner')
    ORDER BY own.created_at LIMIT 20`;
  return rows.map(({ name }) => ({
    code: "last_owner",
    message: `You are the only owner of ${name}. Make someone else on the team an owner first.`,
    href: "/partner/team",
  }));
}
