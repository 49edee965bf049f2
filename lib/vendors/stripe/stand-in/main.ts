import { stripeStandInJobs } from "@/lib/vendors/stripe/stand-in/deliver-event";
import { stripeClockJobs } from "@/lib/vendors/stripe/stand-in/run-clock";

/** What the product may ask of the stand-in, by `askStandIn` alone. The beginning of a bundle of its own. */
export { handleStripeRequest } from "@/lib/vendors/stripe/stand-in/handle-request";
export {
  answerAuthentication,
  readHostedAuthentication,
} from "@/lib/vendors/stripe/stand-in/hosted-authentication";
export {
  answerCheckoutAuthentication,
  applyCheckoutCode,
  payHostedCheckout,
  readHostedCheckout,
  removeCheckoutCode,
} from "@/lib/vendors/stripe/stand-in/hosted-checkout";
export {
  payHostedInvoice,
  payHostedInvoiceByCard,
  readHostedInvoice,
} from "@/lib/vendors/stripe/stand-in/hosted-invoice";
export {
  completeHostedOnboarding,
  readHostedOnboarding,
} from "@/lib/vendors/stripe/stand-in/hosted-onboarding";
export {
  addPortalCard,
  answerPortalAuthentication,
  cancelInPortal,
  choosePortalCard,
  readHostedPortal,
  removePortalCard,
  resumeInPortal,
} from "@/lib/vendors/stripe/stand-in/hosted-portal";
export { writeInvoicePdf } from "@/lib/vendors/stripe/stand-in/invoice-pdf";
export { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";

/** Only where the stand-in takes Stripe's place. */
export const jobs = [...stripeStandInJobs, ...stripeClockJobs];
