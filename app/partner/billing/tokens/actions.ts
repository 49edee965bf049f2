"use server";

import { partnerAction } from "@/app/action";
import { getPurchase } from "@/lib/billing/wallet/get-purchase";
import { purchaseTokens } from "@/lib/billing/wallet/purchase-tokens";
import { PurchaseRef, PurchaseTokens } from "@/lib/billing/wallet/schemas";

export const buyTokens = partnerAction("expensive", PurchaseTokens, purchaseTokens);

export const readTokenPurchase = partnerAction("read", PurchaseRef, getPurchase);
