"use server";

import { adminAction } from "@/app/action";
import { endUserSessions } from "@/lib/accounts/end-user-sessions";
import { ModerateUser } from "@/lib/accounts/schemas";
import { suspendUser } from "@/lib/accounts/suspend-user";
import { unsuspendUser } from "@/lib/accounts/unsuspend-user";

export const suspend = adminAction("write", ModerateUser, suspendUser);

export const unsuspend = adminAction("write", ModerateUser, unsuspendUser);

export const endSessions = adminAction("revoke", ModerateUser, endUserSessions);
