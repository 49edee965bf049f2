const DOCS = "https://stripe.com/docs/error-codes";

/** What Stripe's `error` may say; `headers` and the like come from the request. */
export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string | undefined;
  decline_code?: string | undefined;
  param?: string | undefined;
  doc_url?: string | undefined;
  advice_code?: string | undefined;
  charge?: string | undefined;
  /** Presented objects, as Stripe puts them into errors about them. */
  payment_intent?: object | undefined;
  payment_method?: object | undefined;
  setup_intent?: object | undefined;
}

/** A request that Stripe would answer with an error. Throwing it undoes the request's transaction, unless `keeps`. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  /** Whether what was written before it stays: a decline leaves a failed payment behind. */
  readonly keeps: boolean;

  constructor(status: number, body: ErrorBody, keeps = false) {
    super(body.message);
    this.status = status;
    this.body = body.code === undefined ? body : { ...body, doc_url: docOf(body.code) };
    this.keeps = keeps;
  }
}

function docOf(code: string): string {
  return `${DOCS}/${code.replaceAll("_", "-")}`;
}

/** 400 invalid_request_error. */
export function invalid(
  message: string,
  options: { param?: string; code?: string; status?: number; payment_intent?: object } = {},
): StripeRefusal {
  const { status = 400, ...rest } = options;
  return new StripeRefusal(status, { type: "invalid_request_error", message, ...rest });
}

/** resource_missing: 404 where the path names it, 400 where a parameter does. */
export function missing(title: string, id: string, param?: string): StripeRefusal {
  return invalid(`No such ${title}: '${id}'`, {
    code: "resource_missing",
    param: param ?? "id",
    status: param === undefined ? 404 : 400,
  });
}

/** 402 card_error. */
export function cardDeclined(error: {
  message: string;
  code: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: object;
  payment_method?: object;
  setup_intent?: object;
}): StripeRefusal {
  return new StripeRefusal(402, { type: "card_error", ...error });
}

/** The same refusal, after which what was written stays. */
export function kept(refusal: StripeRefusal): StripeRefusal {
  return new StripeRefusal(refusal.status, refusal.body, true);
}
