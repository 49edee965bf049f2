import { accountRoutes } from "@/lib/vendors/stripe/stand-in/accounts";
import { balanceRoutes } from "@/lib/vendors/stripe/stand-in/balance";
import { chargeRoutes } from "@/lib/vendors/stripe/stand-in/charges";
import { checkoutSessionRoutes } from "@/lib/vendors/stripe/stand-in/checkout-sessions";
import { couponRoutes } from "@/lib/vendors/stripe/stand-in/coupons";
import { customerBalanceRoutes } from "@/lib/vendors/stripe/stand-in/customer-balance";
import { customerRoutes } from "@/lib/vendors/stripe/stand-in/customers";
import { disputeRoutes } from "@/lib/vendors/stripe/stand-in/disputes";
import { eventRoutes } from "@/lib/vendors/stripe/stand-in/events";
import { invoiceRoutes } from "@/lib/vendors/stripe/stand-in/invoice-routes";
import { meterRoutes } from "@/lib/vendors/stripe/stand-in/meters";
import { paymentIntentRoutes } from "@/lib/vendors/stripe/stand-in/payment-intents";
import { paymentMethodRoutes } from "@/lib/vendors/stripe/stand-in/payment-methods";
import { payoutRoutes } from "@/lib/vendors/stripe/stand-in/payouts";
import { portalRoutes } from "@/lib/vendors/stripe/stand-in/portal-sessions";
import { priceRoutes } from "@/lib/vendors/stripe/stand-in/prices";
import { productRoutes } from "@/lib/vendors/stripe/stand-in/products";
import { promotionCodeRoutes } from "@/lib/vendors/stripe/stand-in/promotion-codes";
import { refundRoutes } from "@/lib/vendors/stripe/stand-in/refunds";
import type { Route } from "@/lib/vendors/stripe/stand-in/route";
import { setupIntentRoutes } from "@/lib/vendors/stripe/stand-in/setup-intents";
import { subscriptionRoutes } from "@/lib/vendors/stripe/stand-in/subscription-routes";
import { taxRateRoutes } from "@/lib/vendors/stripe/stand-in/tax-rates";
import { testClockRoutes } from "@/lib/vendors/stripe/stand-in/test-clocks";
import { transferRoutes } from "@/lib/vendors/stripe/stand-in/transfers";
import { webhookEndpointRoutes } from "@/lib/vendors/stripe/stand-in/webhook-endpoints";

/** Every operation that the stand-in knows. The first that fits is taken, so the specific stand before the general. */
export const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...balanceRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...couponRoutes,
  ...customerRoutes,
  ...customerBalanceRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...invoiceRoutes,
  ...meterRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...payoutRoutes,
  ...portalRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...promotionCodeRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...subscriptionRoutes,
  ...taxRateRoutes,
  ...testClockRoutes,
  ...transferRoutes,
  ...webhookEndpointRoutes,
];
