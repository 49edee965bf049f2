import { brandOf } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { Unavailable } from "@/lib/platform/errors";
import { mailBody } from "@/lib/platform/human-text";
import { newId } from "@/lib/platform/ids";
import { mailHtml } from "@/lib/platform/mail-html";
import { MAILS_PER_DAY, type MailKind, returnMail, takeMail } from "@/lib/platform/mail-limits";
import { type Message, sendBySmtp } from "@/lib/vendors/smtp/smtp";

export type { Message } from "@/lib/vendors/smtp/smtp";

/** At most this many are kept where no mail server is named: the newest. */
const KEPT_MAILS = 500;

/**
 * Sends a message: by SMTP where SMTP_URL is set, else, outside production, it is kept to be read at /dev/mail.
 * Call it from a job, so that it is tried again when the mail server is away. An address that has had as many mails of
 * this kind today as it may gets no more, whichever tenants they are of; that is written to the log.
 */
export async function sendMail(ctx: Context, message: Message, kind: MailKind = "ordinary"): Promise<void> {
  // A line break in a header field would begin a header of the sender's choosing.
  const safe = { ...message, subject: subjectLine(message.subject), text: mailBody(message.text) };
  // One address and nothing else: a list, or a line of SMTP, would send the mail to others too.
  if (!/^[^\s,;<>()@]+@[^\s,;<>()@]+$/.test(message.to))
    throw new Error("A message needs exactly one address.");
  if (!(await takeMail(ctx, safe.to, kind))) {
    ctx.log.warn(
      { kind, limit: MAILS_PER_DAY[kind] },
      "a mail was left out: its address has had enough today",
    );
    return;
  }
  try {
    await deliver(ctx, safe);
  } catch (error) {
    // The job tries again, and only a mail that goes out counts.
    await returnMail(ctx, safe.to, kind).catch(() => undefined);
    throw error;
  }
}

async function deliver(ctx: Context, safe: Message): Promise<void> {
  const { SMTP_URL, MAIL_FROM, standInsAllowed } = env();
  if (SMTP_URL !== undefined) {
    await sendBySmtp(SMTP_URL, MAIL_FROM, { ...safe, html: mailHtml(brandOf(ctx), safe) });
    return;
  }
  if (!standInsAllowed) throw new Unavailable("mail_unavailable", "No mail server is configured.");
  const at = ctx.clock.now();
  await ctx.db.keptMail.create({ data: { id: newId(at), at, ...safe } });
  const oldest = await ctx.db.keptMail.findMany({ orderBy: { at: "desc" }, skip: KEPT_MAILS, take: 1 });
  if (oldest[0] !== undefined) await ctx.db.keptMail.deleteMany({ where: { at: { lte: oldest[0].at } } });
}

function subjectLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, "")
    .trim();
}

export interface KeptMail extends Message {
  id: string;
  at: Date;
  /** As it would go out beside the text. */
  html: string;
}

/** The newest kept messages, newest first. Throws Unavailable where stand-ins may not run. */
export async function listKeptMails(ctx: Context): Promise<KeptMail[]> {
  if (!env().standInsAllowed) throw new Unavailable("mail_unavailable", "Mail is not kept in production.");
  const mails = await ctx.db.keptMail.findMany({ orderBy: [{ at: "desc" }, { id: "desc" }], take: 100 });
  return mails.map((mail) => ({ ...mail, html: mailHtml(brandOf(ctx), mail) }));
}
