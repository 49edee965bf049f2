import { balanceRoutes } from "@/lib/vendors/stripe/stand-in/balance";
import { chargeRoutes } from "@/lib/vendors/stripe/stand-in/charges";
import { couponRoutes } from "@/lib/vendors/stripe/stand-in/coupons";
import { customerRoutes } from "@/lib/vendors/stripe/stand-in/customers";
import { eventRoutes } from "@/lib/vendors/stripe/stand-in/events";
import { paymentIntentRoutes } from "@/lib/vendors/stripe/stand-in/payment-intents";
import { paymentMethodRoutes } from "@/lib/vendors/stripe/stand-in/payment-methods";
import { priceRoutes } from "@/lib/vendors/stripe/stand-in/prices";
import { productRoutes } from "@/lib/vendors/stripe/stand-in/products";
import { promotionCodeRoutes } from "@/lib/vendors/stripe/stand-in/promotion-codes";
import { refundRoutes } from "@/lib/vendors/stripe/stand-in/refunds";
import type { Route } from "@/lib/vendors/stripe/stand-in/route";
import { setupIntentRoutes } from "@/lib/vendors/stripe/stand-in/setup-intents";
import { webhookEndpointRoutes } from "@/lib/vendors/stripe/stand-in/webhook-endpoints";

/** Every operation that the stand-in knows. The first that fits is taken, so the specific stand before the general. */
export const ROUTES: readonly Route[] = [
  ...balanceRoutes,
  ...chargeRoutes,
  ...couponRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...promotionCodeRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...webhookEndpointRoutes,
];
