import { z } from "zod";
import { CREDIT_PARTNERSHIP_JOB, SETTLE_PARTNERSHIP_JOB } from "@/lib/billing/billing/purchase-names";
import { creditPartnership } from "@/lib/events/partnerships/credit-partnership";
import { earnPartnerships } from "@/lib/events/partnerships/earn-partnerships";
import { remindOfEndings, sendEnding } from "@/lib/events/partnerships/remind-partnerships";
import { settlePartnershipMoney } from "@/lib/events/partnerships/settle-partnership";
import { job } from "@/lib/platform/jobs";

/** A checkout of an event partnership is paid: billing says so when Stripe does. */
const credit = job({
  name: CREDIT_PARTNERSHIP_JOB,
  payload: z.object({ session_id: z.string() }),
  run: creditPartnership,
});

/** Money went back for a partnership, or came again: billing says so when Stripe does. */
const settle = job({
  name: SETTLE_PARTNERSHIP_JOB,
  payload: z.object({ checkout_session_id: z.string() }),
  run: settlePartnershipMoney,
});

const earn = job({
  name: "partnerships.earn",
  payload: z.object({}),
  cron: "20 * * * *",
  run: earnPartnerships,
});

const remind = job({
  name: "partnerships.remind",
  payload: z.object({}),
  cron: "0 9 * * *",
  run: remindOfEndings,
});

export const partnershipJobs = [credit, settle, earn, remind, sendEnding];
