import type { Context } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/seal";

/**
 * How many mails one address may be sent in a UTC day, over all tenants, by why it is sent one.
 *
 * - `unasked`: nobody has proved that the address is theirs, so the mail may be a nuisance made with our help.
 * - `ordinary`: somebody agreed to get it: alerts, tickets, billing, webhooks.
 * - `security`: what the owner of an account needs in order to get in, or must hear of. It has its own count, so that
 *   no flood of other mails keeps it back, and a bound, so that it is no flood itself.
 * - `link`: signs an account's owner in, or lets them choose a password. The job that sends it bounds how many go out, so
 *   that a stranger who asks for many cannot keep the owner's own back.
 * - `staff`: our own support's address, which hears from every tenant.
 */
export const MAILS_PER_DAY = { unasked: 20, ordinary: 100, security: 60, link: null, staff: null } as const;

export type MailKind = keyof typeof MAILS_PER_DAY;

const DAY_MS = 86_400_000;

/** Counts a mail before it is sent; false where its address has had as many as it may. One statement, whoever else counts. */
export async function takeMail(ctx: Context, to: string, kind: MailKind): Promise<boolean> {
  const most = MAILS_PER_DAY[kind];
  if (most === null) return true;
  const { hash, day } = keyOf(ctx, to, kind);
  const counted = await ctx.db.$queryRaw<{ sent: number }[]>`
    INSERT INTO mail_counts AS count (recipient_hash, day, kind, sent) VALUES (${hash}, ${day}::date, ${kind}, 1)
    ON CONFLICT (recipient_hash, day, kind) DO UPDATE SET sent = count.sent + 1 WHERE count.sent < ${most}
    RETURNING sent`;
  if (counted[0]?.sent === 1) {
    // The first of an address's day also forgets days that are over.
    await ctx.db.mailCount.deleteMany({ where: { day: { lt: new Date(day.getTime() - DAY_MS) } } });
  }
  return counted.length > 0;
}

/** Gives back what was counted for a mail that could not be sent and is tried again. */
export async function returnMail(ctx: Context, to: string, kind: MailKind): Promise<void> {
  const { hash, day } = keyOf(ctx, to, kind);
  await ctx.db.mailCount.updateMany({
    where: { recipientHash: hash, day, kind, sent: { gt: 0 } },
    data: { sent: { decrement: 1 } },
  });
}

/**
 * The mailbox that an address most likely leads to: what follows a plus is the owner's own sorting, and Gmail reads no
 * dots. For counting alone, because elsewhere two such addresses may be two people's.
 */
export function mailboxOf(address: string): string {
  const text = address.trim().toLowerCase();
  const at = text.lastIndexOf("@");
  const domain = text.slice(at + 1).replace(/^googlemail\.com$/, "gmail.com");
  const local = text.slice(0, at).replace(/(?<=.)\+.*$/s, "");
  return `${domain === "gmail.com" ? local.replaceAll(".", "") : local}@${domain}`;
}

/** Mails that nobody asked for count by mailbox: an alias is no other person. All others go to addresses that were proved. */
function keyOf({ clock }: Context, to: string, kind: MailKind) {
  const now = clock.now().getTime();
  const counted = kind === "unasked" ? mailboxOf(to) : to.trim().toLowerCase();
  return { hash: sha256(`mail:${counted}`), day: new Date(now - (now % DAY_MS)) };
}
