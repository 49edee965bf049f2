"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { getPartnershipPurchase } from "@/lib/events/partnerships/get-partnership";
import { purchasePartnership } from "@/lib/events/partnerships/purchase-partnership";
import { PartnershipRef, PurchasePartnership } from "@/lib/events/partnerships/schemas";
import { getPassPurchase } from "@/lib/events/passes/get-pass-purchase";
import { purchaseEventPass } from "@/lib/events/passes/purchase-event-pass";
import { PassPurchaseRef } from "@/lib/events/passes/schemas";

export const buyEventPass = partnerAction("expensive", z.strictObject({}), purchaseEventPass);

export const readPassPurchase = partnerAction("read", PassPurchaseRef, getPassPurchase);

export const buyPartnership = partnerAction("expensive", PurchasePartnership, purchasePartnership);

export const readPartnershipPurchase = partnerAction("read", PartnershipRef, getPartnershipPurchase);
