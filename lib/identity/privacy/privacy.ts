import { z } from "zod";
import { Prisma } from "@/lib/platform/prisma/client";
import {
  anyOf,
  byProfile,
  byUser,
  byUserText,
  type ErasedTable,
  privacyPart,
  type RowsOf,
} from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";
import { CONSENTS } from "@/lib/platform/purposes";

const id = z.uuid();
const inDetails: RowsOf = ({ email }) =>
  email === null ? null : Prisma.sql`lower("row".details->>'email') = ${email}`;
const tokenHolder: RowsOf = ({ userId }) =>
  userId === null
    ? null
    : Prisma.sql`("row".holder LIKE ${`user:${userId}%`} OR "row".holder IN (
        SELECT 'token:' || id FROM personal_access_tokens WHERE user_id = ${userId}::uuid))`;

/** What the foundations hold of people, and the privacy centre's own rows. */
export const privacyPrivacy = privacyPart(
  [
    {
      table: "audit_events",
      holds:
        "What you did to your account and your companies, and what was done to them: action, time, shortened address",
      purpose: "Accounting for changes, to the company and to you",
      kept: "For good",
      readers: "Members of the company, and admins",
      rowsOf: anyOf(byUserText("actor_id"), byUserText("target_id"), byUser("impersonator_id"), inDetails),
      exported: {
        columns: ["id", "at", "action", "target_type", "actor_type", "ip"],
        row: z.strictObject({
          id,
          at: exportedTime,
          action: z.string(),
          target_type: z.string(),
          actor_type: z.string(),
          ip: z.string().nullable(),
        }),
      },
      onErasure: {
        does: "clear",
        set: ({ userId, email }) => Prisma.sql`ip = NULL, details = CASE
          WHEN "row".target_type = 'user' AND "row".target_id = ${userId}
            OR "row".target_type IN ('access_token', 'session') AND "row".actor_id = ${userId} AND "row".partner_id IS NULL
            THEN "row".details - ARRAY['email', 'name', 'reason']
          WHEN lower("row".details->>'email') = ${email} THEN jsonb_set("row".details, '{email}', '"(erased)"')
          ELSE "row".details END`,
        why: "Companies must be able to account for what was changed and when. The number of your account stays, without name and address.",
      },
    },
    {
      table: "kept_mails",
      holds: "Mails to you, where no mail server is set up (never in production)",
      purpose: "Trying the product without a mail server",
      kept: "The newest 500",
      readers: "The operators of the installation",
      rowsOf: ({ email }) =>
        email === null
          ? null
          : Prisma.sql`(lower("row".to) = ${email} OR strpos(lower("row".text), ${email}) > 0)`,
      exported: { row: z.strictObject({ id, at: exportedTime, to: z.string(), subject: z.string() }) },
      onErasure: { does: "delete" },
    },
    {
      table: "mail_counts",
      holds: "How many mails a hashed address got today",
      purpose: "Keeping floods of mail from you",
      kept: "A day",
      readers: "The job that mails",
      onErasure: { does: "nothing", why: "A hash, forgotten the next day." },
    },
    {
      table: "idempotency_records",
      holds: "Answers to calls that your browser or token made and may repeat, sealed",
      purpose: "Doing nothing twice",
      kept: "A day",
      readers: "The same call, repeated",
      rowsOf: tokenHolder,
      onErasure: { does: "delete" },
    },
    {
      table: "graphile_worker._private_jobs",
      holds: "Mails to you and other work that waits to be done",
      purpose: "Doing what you asked for",
      kept: "Until it is done",
      readers: "The job process",
      rowsOf: ({ userId, profileId, email }) => {
        const said = [userId, profileId, email].filter((text) => text !== null);
        return said.length === 0
          ? null
          : Prisma.sql`("row".locked_at IS NULL AND (${Prisma.join(
              said.map(
                (text) =>
                  Prisma.sql`strpos(lower("row".payload::text || ' ' || coalesce("row".last_error, '')), ${text}) > 0`,
              ),
              " OR ",
            )}))`;
      },
      onErasure: { does: "delete" },
    },
    {
      table: "job_runs",
      holds: "Why a regular job failed, where the reason names your address",
      purpose: "Finding out what went wrong",
      kept: "30 days",
      readers: "Admins",
      rowsOf: ({ email }) => (email === null ? null : Prisma.sql`strpos(lower("row".error), ${email}) > 0`),
      onErasure: {
        does: "clear",
        set: () => Prisma.sql`error = '(erased)'`,
        why: "That the job failed, without the reason that named your address.",
      },
    },
    {
      table: "data_accesses",
      holds: "Who or what read your data, when and why",
      purpose: "Showing it to you",
      kept: "13 months",
      readers: "You",
      rowsOf: anyOf(byUser(), byProfile()),
      exported: {
        row: z.strictObject({
          id,
          reader: z.string(),
          purpose: z.enum(CONSENTS).nullable(),
          why: z.string(),
          by_type: z.string(),
          times: z.int(),
          first_at: exportedTime,
          last_at: exportedTime,
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "deletion_requests",
      holds: "That you asked to be deleted: the numbers of your account and your answers, and times",
      purpose: "Deleting you, keeping you deleted after a backup is restored, and your receipt",
      kept: "For good",
      readers: "Anyone with the link to the receipt, and the job that deletes",
      rowsOf: anyOf(byUser(), byProfile()),
      exported: {
        row: z.strictObject({
          id,
          requested_at: exportedTime,
          due_at: exportedTime,
          cancelled_at: exportedTime.nullable(),
          finished_at: exportedTime.nullable(),
        }),
      },
      onErasure: {
        does: "keep",
        why: "The numbers of your account and your answers, so that we can see to it that you stay deleted, also after a backup is restored.",
      },
    },
    {
      table: "erasure_lines",
      holds: "Your receipt: how many rows of each table were removed or kept",
      purpose: "Your receipt",
      kept: "For good",
      readers: "Anyone with the link to the receipt",
      onErasure: { does: "nothing", why: "Numbers of rows. They say nothing about you." },
    },
  ],
  {
    async before(_ctx, tx, { userId }): Promise<readonly ErasedTable[]> {
      if (userId === null) return [];
      // Of an admin: others' logs go on saying that an admin looked, and no longer which.
      await tx.$executeRaw`UPDATE data_accesses SET by_id = NULL WHERE by_id = ${userId}::uuid`;
      return [];
    },
  },
);
