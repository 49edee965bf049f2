import { z } from "zod";

/** What the forms of the pages that stand for Stripe's own send. Known without the stand-in, which alone acts on them. */

export const CANCELLATION_FEEDBACK = [
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
] as const;

const INVOICE_ID = z.string().regex(/^in_1\w+$/);

/** A card as people type it. */
export const cardShape = {
  name: z.string().trim().min(1, "Type the name on the card.").max(200),
  number: z.string().trim().min(1, "Type a card number.").max(30),
  expiry: z
    .string()
    .trim()
    .regex(/^\d{1,2}\s*\/\s*(\d{2}|\d{4})$/, "Type month and year, such as 12 / 34."),
  cvc: z
    .string()
    .trim()
    .regex(/^\d{3,4}$/, "Type the 3 or 4 digits on the card."),
};
export const TypedCard = z.object(cardShape);

export const InvoiceInput = z.object({ id: INVOICE_ID });
export const InvoiceCardInput = z.object({ id: INVOICE_ID, ...cardShape });

const CHECKOUT_ID = z.string().regex(/^cs_test_\w+$/);
export const CheckoutCodeInput = z.object({
  id: CHECKOUT_ID,
  code: z.string().trim().min(1, "Type a code.").max(100),
});
export const CheckoutInput = z.object({ id: CHECKOUT_ID });
export const CheckoutAnswerInput = z.object({ id: CHECKOUT_ID, answer: z.enum(["authorise", "fail"]) });
export const CheckoutPayInput = z.object({
  id: CHECKOUT_ID,
  email: z.email("Type an email address.").max(254).optional(),
  name: z.string().trim().min(1, "Type the name on the card.").max(200).optional(),
  number: z.string().trim().min(1, "Type a card number.").max(30).optional(),
  expiry: z
    .string()
    .trim()
    .regex(/^\d{1,2}\s*\/\s*(\d{2}|\d{4})$/, "Type month and year, such as 12 / 34.")
    .optional(),
  cvc: z
    .string()
    .trim()
    .regex(/^\d{3,4}$/, "Type the 3 or 4 digits on the card.")
    .optional(),
});

const PORTAL_ID = z.string().regex(/^bps_1\w+$/);
export const PortalCardInput = z.object({ id: PORTAL_ID, ...cardShape });
export const PortalAnswerInput = z.object({ id: PORTAL_ID, answer: z.enum(["authorise", "fail"]) });
export const PortalMethodInput = z.object({ id: PORTAL_ID, payment_method: z.string().regex(/^pm_\w+$/) });
export const PortalSubscriptionInput = z.object({
  id: PORTAL_ID,
  subscription: z.string().regex(/^sub_\w+$/),
});
export const PortalCancelInput = PortalSubscriptionInput.extend({
  feedback: z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.enum(CANCELLATION_FEEDBACK).optional(),
  ),
  comment: z.string().trim().max(500).default(""),
});

export const OnboardingInput = z.object({ id: z.string().regex(/^acclnk_\w+$/) });

const INTENT = z.string().regex(/^(pi|seti)_\w+$/);

export const AuthenticationAnswerInput = z.object({ id: INTENT, answer: z.enum(["authorise", "fail"]) });
