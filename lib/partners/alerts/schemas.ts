import { z } from "zod";
import {
  ALERT_ACTIONS,
  ALERT_METRICS,
  ALERT_WINDOWS,
  type AlertAction,
  type AlertMetric,
  DEFAULT_MIN_CALLS,
  MAX_RECIPIENTS,
  WHOLE_RATE,
} from "@/lib/partners/alerts/alert-terms";
import { humanLine } from "@/lib/platform/human-text";

/** Far above what anybody uses, and exact as a number: $1 billion, or 10^15 calls. */
const MAX_THRESHOLD = 1_000_000_000_000_000;

const id = z.uuid("Must be a UUID.").meta({ description: "The alert's id." });
const email = z
  .string("Must be an e-mail address.")
  .trim()
  .toLowerCase()
  .pipe(z.email("Must be an e-mail address.").max(254, "Must have at most 254 characters."));
const name = humanLine(100);
const threshold = z
  .int("Must be a whole number.")
  .min(1, "Must be more than 0.")
  .max(MAX_THRESHOLD, "Is too large.")
  .meta({
    description:
      "Calls or pairs; for spend millionths of a US dollar; for error_rate hundredths of a percent.",
  });
const minCalls = z
  .int("Must be a whole number.")
  .min(1, "Must be at least 1.")
  .max(1_000_000, "Must be at most 1,000,000.")
  .meta({ description: "error_rate: with fewer calls than these in the window the alert says nothing." });
const recipients = z
  .array(email)
  .min(1, "Name at least one address.")
  .max(MAX_RECIPIENTS, `Name at most ${MAX_RECIPIENTS} addresses.`)
  .transform((addresses) => [...new Set(addresses)]);
const action = z.enum(ALERT_ACTIONS, "Must be notify or block.");

export const CreateAlert = z
  .strictObject({
    name,
    metric: z.enum(ALERT_METRICS, "Must be calls, pairs, spend or error_rate."),
    window: z.enum(ALERT_WINDOWS, "Must be hour, day or month."),
    threshold,
    min_calls: minCalls.default(DEFAULT_MIN_CALLS),
    action: action.default("notify"),
    recipients,
  })
  .superRefine((input, refinement) => {
    for (const { path, message } of ruleFaults(input)) {
      refinement.addIssue({ code: "custom", path: [path], message });
    }
  });
export type CreateAlert = z.output<typeof CreateAlert>;

/** What an alert measures and over which window stays: its history would mean nothing otherwise. */
export const UpdateAlert = z.strictObject({
  alert_id: id,
  name: name.optional(),
  threshold: threshold.optional(),
  min_calls: minCalls.optional(),
  action: action.optional(),
  recipients: recipients.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateAlert = z.output<typeof UpdateAlert>;

export const AlertId = z.strictObject({ alert_id: id });
export type AlertId = z.output<typeof AlertId>;

export const AlertRecipientRef = z.strictObject({ email });
export type AlertRecipientRef = z.output<typeof AlertRecipientRef>;

/** What somebody outside the team answers to the mail that asked them. */
export const AnswerRecipient = z.object({
  token: z
    .string("Must be the code from the mail.")
    .trim()
    .min(1, "Paste the code from the mail.")
    .max(200, "This is not a whole code: copy it again."),
  answer: z.enum(["confirm", "decline"], "Must be confirm or decline."),
});
export type AnswerRecipient = z.output<typeof AnswerRecipient>;

export interface RecipientAnswer {
  company_name: string;
  email: string;
  confirmed: boolean;
}

/** Rules over several fields, for creating and changing alike. */
export function ruleFaults(alert: {
  metric: AlertMetric;
  threshold: number;
  action: AlertAction;
}): { path: "threshold" | "action"; message: string }[] {
  if (alert.metric !== "error_rate") return [];
  return [
    ...(alert.threshold > WHOLE_RATE
      ? [{ path: "threshold" as const, message: "Must be at most 10000: a hundred percent." }]
      : []),
    ...(alert.action === "block"
      ? [
          {
            path: "action" as const,
            message: "Must be notify: refusing calls does not make fewer of them fail.",
          },
        ]
      : []),
  ];
}

export const Alert = z
  .object({
    id: z.string(),
    name: z.string(),
    metric: z.enum(ALERT_METRICS),
    window: z.enum(ALERT_WINDOWS),
    threshold: z.int(),
    min_calls: z.int(),
    action: z.enum(ALERT_ACTIONS),
    recipients: z.array(z.string()),
    /** Of the recipients those outside the team who have not agreed, and so are told nothing. */
    untold: z.array(z.object({ email: z.string(), state: z.enum(["waiting", "declined"]) })),
    enabled: z.boolean(),
    /** What the window that runs now has come to; null for an error rate of too few calls. */
    value: z.int().nullable(),
    /** `value` of `threshold`: 1 where it is reached. */
    share: z.number().nullable(),
    window_start: z.string(),
    window_end: z.string(),
    /** Whether this alert is why live calls are refused now. */
    blocking: z.boolean(),
    last_fired_at: z.string().nullable(),
    created_at: z.string(),
  })
  .meta({ id: "Alert" });
export type Alert = z.output<typeof Alert>;

export const AlertFiring = z
  .object({
    id: z.string(),
    alert_id: z.string(),
    name: z.string(),
    metric: z.enum(ALERT_METRICS),
    window: z.enum(ALERT_WINDOWS),
    window_start: z.string(),
    window_end: z.string(),
    value: z.int(),
    threshold: z.int(),
    action: z.enum(ALERT_ACTIONS),
    recipients: z.array(z.string()),
    fired_at: z.string(),
  })
  .meta({ id: "AlertFiring" });
export type AlertFiring = z.output<typeof AlertFiring>;

const cap = z
  .number("Must be an amount in US dollars, such as 12.50.")
  .min(0.01, "Must be at least $0.01.")
  .max(1_000_000_000, "Is too large.")
  .nullable();

/** Caps on a month's spend, in US dollars and cents; null for none. Who gets a mail is said where a cap is new. */
export const SetSpendCap = z.strictObject({ soft_usd: cap, hard_usd: cap, recipients });
export type SetSpendCap = z.output<typeof SetSpendCap>;

export interface SpendCap {
  /** Tells. */
  soft: Alert | null;
  /** Refuses live calls. */
  hard: Alert | null;
}
