"use server";

import { partnerAction } from "@/app/action";
import { SetSpendCap } from "@/lib/partners/alerts/schemas";
import { setSpendCap } from "@/lib/partners/alerts/set-spend-cap";

export const saveSpendCap = partnerAction("mail", SetSpendCap, setSpendCap);
