"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { getPassPurchase } from "@/lib/events/passes/get-pass-purchase";
import { purchaseEventPass } from "@/lib/events/passes/purchase-event-pass";
import { PassPurchaseRef } from "@/lib/events/passes/schemas";

export const buyEventPass = partnerAction("expensive", z.strictObject({}), purchaseEventPass);

export const readPassPurchase = partnerAction("read", PassPurchaseRef, getPassPurchase);
