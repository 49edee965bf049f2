"use server";

import { partnerAction } from "@/app/action";
import { SetSpendCap } from "@/lib/alerts/schemas";
import { setSpendCap } from "@/lib/alerts/set-spend-cap";

export const saveSpendCap = partnerAction("mail", SetSpendCap, setSpendCap);
