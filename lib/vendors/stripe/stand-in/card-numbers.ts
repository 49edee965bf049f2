import { createHash } from "node:crypto";
import type { CardState } from "@/lib/vendors/stripe/stand-in/payment-state";
import { cardDeclined } from "@/lib/vendors/stripe/stand-in/refusal";

/** What a test card does when it is used. */
export type Behaviour =
  | "ok"
  /** 3-D Secure each time, also when nobody is there. */
  | "authenticate_always"
  /** 3-D Secure until it was passed once; then it pays by itself. */
  | "authenticate_once"
  /** Pays; a refund is taken, and comes back. */
  | "refund_fails"
  /** Pays, and each payment is then disputed. */
  | "dispute_fraudulent"
  | "dispute_not_received"
  /** Pays, and the bank then asks about each payment. */
  | "dispute_inquiry"
  /** Can be saved; every payment is declined. */
  | "fail_after_attach"
  | "generic_decline"
  | "insufficient_funds"
  | "lost_card"
  | "stolen_card"
  | "expired_card"
  | "incorrect_cvc"
  | "processing_error";

interface TestCard {
  brand: string;
  behaviour: Behaviour;
  funding?: CardState["funding"];
  country?: string;
  /** Stripe's name for it in place of a payment method: `pm_card_visa`. */
  name?: string;
}

/** Stripe's test cards. Any other number is refused, as Stripe refuses real ones in test mode. */
const TEST_CARDS: Record<string, TestCard> = {
  "4242424242424242": { brand: "visa", behaviour: "ok", name: "pm_card_visa" },
  "4000056655665556": { brand: "visa", behaviour: "ok", funding: "debit", name: "pm_card_visa_debit" },
  "5555555555554444": { brand: "mastercard", behaviour: "ok", name: "pm_card_mastercard" },
  "378282246310005": { brand: "amex", behaviour: "ok", name: "pm_card_amex" },
  "6011111111111117": { brand: "discover", behaviour: "ok", name: "pm_card_discover" },
  "4000000000003220": {
    brand: "visa",
    behaviour: "authenticate_always",
    name: "pm_card_threeDSecure2Required",
  },
  "4000002760003184": {
    brand: "visa",
    behaviour: "authenticate_always",
    name: "pm_card_authenticationRequired",
  },
  "4000002500003155": {
    brand: "visa",
    behaviour: "authenticate_once",
    name: "pm_card_authenticationRequiredOnSetup",
  },
  "4000000000005126": { brand: "visa", behaviour: "refund_fails", name: "pm_card_refundFail" },
  "4000000000000259": { brand: "visa", behaviour: "dispute_fraudulent", name: "pm_card_createDispute" },
  "4000000000002685": {
    brand: "visa",
    behaviour: "dispute_not_received",
    name: "pm_card_createDisputeProductNotReceived",
  },
  "4000000000001976": {
    brand: "visa",
    behaviour: "dispute_inquiry",
    name: "pm_card_createDisputeInquiry",
  },
  "4000000000000341": {
    brand: "visa",
    behaviour: "fail_after_attach",
    name: "pm_card_chargeCustomerFail",
  },
  "4000000000000002": {
    brand: "visa",
    behaviour: "generic_decline",
    name: "pm_card_visa_chargeDeclined",
  },
  "4000000000009995": {
    brand: "visa",
    behaviour: "insufficient_funds",
    name: "pm_card_visa_chargeDeclinedInsufficientFunds",
  },
  "4000000000009987": {
    brand: "visa",
    behaviour: "lost_card",
    name: "pm_card_visa_chargeDeclinedLostCard",
  },
  "4000000000009979": {
    brand: "visa",
    behaviour: "stolen_card",
    name: "pm_card_visa_chargeDeclinedStolenCard",
  },
  "4000000000000069": { brand: "visa", behaviour: "expired_card", name: "pm_card_chargeDeclinedExpiredCard" },
  "4000000000000127": {
    brand: "visa",
    behaviour: "incorrect_cvc",
    name: "pm_card_chargeDeclinedIncorrectCvc",
  },
  "4000000000000119": {
    brand: "visa",
    behaviour: "processing_error",
    name: "pm_card_chargeDeclinedProcessingError",
  },
};

/** What somebody typed into a card form. It is read here, and nowhere kept. */
export interface CardInput {
  number: string;
  exp_month: number;
  exp_year: number;
  cvc?: string | undefined;
}

export interface ReadCard {
  card: CardState;
  behaviour: Behaviour;
}

/** Reads a card as Stripe does; throws its card errors, each with the field it is about. */
export function readCard({ number, exp_month, exp_year, cvc }: CardInput, now: number): ReadCard {
  const digits = number.replace(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits)) {
    throw cardDeclined({
      code: "incorrect_number",
      message: "Your card number is incorrect.",
      param: "number",
    });
  }
  const found = TEST_CARDS[digits];
  if (found === undefined) {
    throw cardDeclined({
      code: "card_declined",
      decline_code: "test_mode_live_card",
      message:
        "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
      param: "number",
    });
  }
  const year = exp_year < 100 ? 2_000 + exp_year : exp_year;
  if (!Number.isInteger(exp_month) || exp_month < 1 || exp_month > 12) {
    throw cardDeclined({
      code: "invalid_expiry_month",
      message: "Your card's expiration month is invalid.",
      param: "exp_month",
    });
  }
  const today = new Date(now * 1_000);
  const months = (year - today.getUTCFullYear()) * 12 + exp_month - 1 - today.getUTCMonth();
  if (!Number.isInteger(year) || months < 0 || year > today.getUTCFullYear() + 50) {
    throw cardDeclined({
      code: "invalid_expiry_year",
      message: "Your card's expiration year is invalid.",
      param: "exp_year",
    });
  }
  if (cvc !== undefined && !new RegExp(found.brand === "amex" ? "^\\d{3,4}$" : "^\\d{3}$").test(cvc)) {
    throw cardDeclined({
      code: "invalid_cvc",
      message: "Your card's security code is invalid.",
      param: "cvc",
    });
  }
  return { behaviour: found.behaviour, card: cardState(digits, found, exp_month, year) };
}

function cardState(digits: string, card: TestCard, month: number, year: number): CardState {
  return {
    brand: card.brand,
    last4: digits.slice(-4),
    exp_month: month,
    exp_year: year,
    funding: card.funding ?? "credit",
    country: card.country ?? "US",
    // Of a public test number: it says that two payment methods are the same card, as Stripe's does.
    fingerprint: createHash("sha256").update(`stripe stand-in ${digits}`).digest("base64url").slice(0, 16),
  };
}

/** The card behind one of Stripe's names for test cards, such as `pm_card_visa`; null for any other. */
export function readCardName(name: string, now: number): ReadCard | null {
  const found = Object.entries(TEST_CARDS).find(([, card]) => card.name === name);
  if (found === undefined) return null;
  const [digits, card] = found;
  const year = new Date(now * 1_000).getUTCFullYear() + 1;
  return { behaviour: card.behaviour, card: cardState(digits, card, 12, year) };
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}
