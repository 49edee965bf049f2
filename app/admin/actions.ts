"use server";

import { adminAction } from "@/app/action";
import { confirmAdmin } from "@/lib/accounts/confirm-admin";
import { ConfirmAdmin } from "@/lib/accounts/schemas";

/** What matters asks for this first: a code that proves that it is still the admin who sits here. */
export const confirm = adminAction("write", ConfirmAdmin, confirmAdmin);
