"use server";

import { adminAction } from "@/app/action";
import { endUserSessions } from "@/lib/identity/accounts/end-user-sessions";
import { ModerateUser } from "@/lib/identity/accounts/schemas";
import { suspendUser } from "@/lib/identity/accounts/suspend-user";
import { unsuspendUser } from "@/lib/identity/accounts/unsuspend-user";

export const suspend = adminAction("write", ModerateUser, suspendUser);

export const unsuspend = adminAction("write", ModerateUser, unsuspendUser);

export const endSessions = adminAction("revoke", ModerateUser, endUserSessions);
