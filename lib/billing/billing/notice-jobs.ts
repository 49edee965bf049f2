import { z } from "zod";
import { ADMIN_DISPUTE_JOB } from "@/lib/billing/billing/apply-dispute";
import { disputeReason, disputeStatus } from "@/lib/billing/billing/dispute-words";
import { addressOf, adminAddress, Recipient } from "@/lib/billing/billing/mail-recipient";
import { amountWords, reasonWords, SET_ASIDE_JOB } from "@/lib/billing/billing/set-aside";
import { DISPUTE_JOB } from "@/lib/billing/billing/tell-billing-people";
import { formatMoney } from "@/lib/money/format-money";
import { linkTo } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import type { BillingDispute } from "@/lib/platform/prisma/client";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

const News = z.object({ dispute_id: z.string(), status: z.string() });

/** What a checkout paid for; null for an invoice. */
type Bought = "tokens" | "pass" | "partnership" | null;

/** What the partner is told, by how the dispute stood when there was news. */
function partnerWords(dispute: BillingDispute, bought: Bought, status: string, company: string) {
  const amount = formatMoney(dispute.amountMinor, dispute.currency);
  const tokens = bought === "tokens";
  const isPass = bought === "pass";
  const isPartnership = bought === "partnership";
  switch (status) {
    case "won":
      return {
        subject: `The disputed payment of ${company} is settled`,
        text: [
          `The bank has decided that the payment of ${amount} stands.`,
          ...(tokens ? ["The AI tokens that we took back are in your wallet again."] : []),
          ...(isPass ? ["If its event pass was unused, you can use it again."] : []),
          ...(isPartnership ? ["If the event partnership that it paid for was resting, it goes on."] : []),
        ],
      };
    case "lost":
      return {
        subject: `A disputed payment of ${company} went back to the cardholder`,
        text: [
          `The bank has returned ${amount} to the cardholder. This decision is final.`,
          ...(tokens ? ["The unused AI tokens that it paid for are no longer in your wallet."] : []),
          ...(isPass ? ["If the event pass that it paid for was unused, it can no longer be used."] : []),
          ...(isPartnership
            ? ["If all of its price went back, the event partnership that it paid for has ended."]
            : []),
        ],
      };
    case "warning_closed":
    case "prevented":
      return {
        subject: `The bank's question about a payment of ${company} is settled`,
        text: [`The bank asked about the payment of ${amount}. Nothing changes for you.`],
      };
    default:
      return {
        subject: `A payment of ${company} is disputed`,
        text: [
          `The cardholder's bank disputes a payment of ${amount}. The reason it gives: ${disputeReason(dispute.reason).toLowerCase()}.`,
          ...(dispute.withdrawnMinor > 0 && tokens
            ? ["We took the unused AI tokens that it paid for out of your wallet until this is decided."]
            : []),
          ...(dispute.withdrawnMinor > 0 && isPartnership
            ? [
                "If this is all of its price, the event partnership that it paid for rests until it is decided. Published events stay.",
              ]
            : []),
          ...(dispute.withdrawnMinor > 0 && isPass
            ? ["If the event pass that it paid for is unused, it cannot be used until this is decided."]
            : []),
          "",
          "If this is a mistake, ask the cardholder to withdraw the dispute with their bank, and tell us.",
        ],
      };
  }
}

async function boughtBy(ctx: Context, partnerId: string, checkoutSessionId: string): Promise<Bought> {
  const where = { partnerId, checkoutSessionId };
  const [passes, partnerships] = await Promise.all([
    ctx.db.eventPassPurchase.count({ where }),
    ctx.db.eventPartnership.count({ where }),
  ]);
  return passes > 0 ? "pass" : partnerships > 0 ? "partnership" : "tokens";
}

const sendDispute = job({
  name: DISPUTE_JOB,
  payload: Recipient.extend(News.shape),
  async run(ctx, payload) {
    const found = await addressOf(ctx, payload);
    const dispute = await ctx.db.billingDispute.findFirst({
      where: { id: payload.dispute_id, partnerId: payload.partner_id },
    });
    if (found === null || dispute === null) return;
    const { partnerId, checkoutSessionId } = dispute;
    const bought = checkoutSessionId === null ? null : await boughtBy(ctx, partnerId, checkoutSessionId);
    const company = inMail(found.partner.companyName);
    const { subject, text } = partnerWords(dispute, bought, payload.status, company);
    const page = linkTo(ctx, "/partner/billing");
    await sendMail(ctx, { to: found.to, subject, text: [...text, "", "See your billing:", page].join("\n") });
  },
});

const sendAdminDispute = job({
  name: ADMIN_DISPUTE_JOB,
  payload: News.extend({ user_id: z.uuid() }),
  async run(ctx, payload) {
    const to = await adminAddress(ctx, payload);
    const dispute = await ctx.db.billingDispute.findUnique({
      where: { id: payload.dispute_id },
      include: { partner: true },
    });
    if (to === null || dispute === null) return;
    const companyName = inMail(dispute.partner.companyName);
    const amount = formatMoney(dispute.amountMinor, dispute.currency);
    const open = dispute.closedAt === null;
    await sendMail(ctx, {
      to,
      subject: `Dispute: ${amount} by ${companyName}`,
      text: [
        `Dispute ${dispute.id} about a payment of ${companyName}.`,
        "",
        `Status: ${disputeStatus(payload.status)}`,
        `Amount: ${amount}`,
        `Reason: ${disputeReason(dispute.reason)}`,
        ...(open && dispute.dueBy !== null
          ? ["", `Answer it at Stripe with evidence by ${day.format(dispute.dueBy)} (UTC).`]
          : []),
        "",
        linkTo(ctx, `/admin/partners/${dispute.partnerId}`),
      ].join("\n"),
    });
  },
});

const sendSetAside = job({
  name: SET_ASIDE_JOB,
  payload: z.object({ set_aside_id: z.uuid(), user_id: z.uuid() }),
  async run(ctx, payload) {
    const to = await adminAddress(ctx, payload);
    const row = await ctx.db.billingSetAside.findUnique({ where: { id: payload.set_aside_id } });
    // Booked after all in the meantime: no news.
    if (to === null || row === null || row.resolvedAt !== null) return;
    const amount = amountWords(row);
    const unbooked = row.reason !== "credit_used" && row.reason !== "pass_used";
    await sendMail(ctx, {
      to,
      subject: `${unbooked ? "Not booked" : "Needs a look"}: ${reasonWords(row.reason).toLowerCase()} (${row.objectId})`,
      text: [
        unbooked ? `${row.objectId} at Stripe is not in our books. ${row.detail}` : row.detail,
        ...(amount === null ? [] : [`Amount: ${amount}`]),
        "",
        "Look at it at Stripe, then mark it as reviewed here:",
        linkTo(ctx, "/admin/billing"),
      ].join("\n"),
    });
  },
});

export const noticeJobs = [sendDispute, sendAdminDispute, sendSetAside];
