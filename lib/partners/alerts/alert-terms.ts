/** The words that alerts are made of; apart from the schemas, so that pages need not carry zod for them. */
export const ALERT_METRICS = ["calls", "pairs", "spend", "error_rate"] as const;
export type AlertMetric = (typeof ALERT_METRICS)[number];

export const ALERT_WINDOWS = ["hour", "day", "month"] as const;
export type AlertWindow = (typeof ALERT_WINDOWS)[number];

export const ALERT_ACTIONS = ["notify", "block"] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

export const MAX_RECIPIENTS = 10;
/** A hundred percent, in the hundredths of a percent that error rates are counted in. */
export const WHOLE_RATE = 10_000;
/** With fewer calls than these an error rate says little. */
export const DEFAULT_MIN_CALLS = 20;
