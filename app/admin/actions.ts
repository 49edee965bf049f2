"use server";

import { adminAction } from "@/app/action";
import { confirmAdmin } from "@/lib/identity/accounts/confirm-admin";
import { ConfirmAdmin } from "@/lib/identity/accounts/schemas";

/** What matters asks for this first: a code that proves that it is still the admin who sits here. */
export const confirm = adminAction("write", ConfirmAdmin, confirmAdmin);
