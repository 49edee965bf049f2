"use server";

import { partnerAction } from "@/app/action";
import { getPurchase } from "@/lib/wallet/get-purchase";
import { purchaseTokens } from "@/lib/wallet/purchase-tokens";
import { PurchaseRef, PurchaseTokens } from "@/lib/wallet/schemas";

export const buyTokens = partnerAction("expensive", PurchaseTokens, purchaseTokens);

export const readTokenPurchase = partnerAction("read", PurchaseRef, getPurchase);
