import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { Unavailable } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { type Message, sendBySmtp } from "@/lib/vendors/smtp/smtp";

export type { Message } from "@/lib/vendors/smtp/smtp";

/** At most this many are kept where no mail server is named: the newest. */
const KEPT_MAILS = 500;

/**
 * Sends a message: by SMTP where SMTP_URL is set, else, outside production, it is kept to be read at /dev/mail.
 * Call it from a job, so that it is tried again when the mail server is away.
 */
export async function sendMail(ctx: Context, message: Message): Promise<void> {
  const { SMTP_URL, MAIL_FROM, standInsAllowed } = env();
  // A line break in a header field would begin a header of the sender's choosing.
  const safe = { ...message, subject: oneLine(message.subject) };
  // One address and nothing else: a list, or a line of SMTP, would send the mail to others too.
  if (!/^[^\s,;<>()@]+@[^\s,;<>()@]+$/.test(message.to))
    throw new Error("A message needs exactly one address.");
  if (SMTP_URL !== undefined) {
    await sendBySmtp(SMTP_URL, MAIL_FROM, safe);
    return;
  }
  if (!standInsAllowed) throw new Unavailable("mail_unavailable", "No mail server is configured.");
  const at = ctx.clock.now();
  await ctx.db.keptMail.create({ data: { id: newId(at), at, ...safe } });
  const oldest = await ctx.db.keptMail.findMany({ orderBy: { at: "desc" }, skip: KEPT_MAILS, take: 1 });
  if (oldest[0] !== undefined) await ctx.db.keptMail.deleteMany({ where: { at: { lte: oldest[0].at } } });
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ").trim();
}

export interface KeptMail extends Message {
  id: string;
  at: Date;
}

/** The newest kept messages, newest first. Throws Unavailable where stand-ins may not run. */
export async function listKeptMails(ctx: Context): Promise<KeptMail[]> {
  if (!env().standInsAllowed) throw new Unavailable("mail_unavailable", "Mail is not kept in production.");
  return ctx.db.keptMail.findMany({ orderBy: [{ at: "desc" }, { id: "desc" }], take: 100 });
}
