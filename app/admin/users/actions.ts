"use server";

import { adminAction } from "@/app/action";
import { endUserSessions } from "@/lib/accounts/end-user-sessions";
import { ModerateUser } from "@/lib/accounts/schemas";
import { suspendUser } from "@/lib/accounts/suspend-user";
import { unsuspendUser } from "@/lib/accounts/unsuspend-user";

export const suspend = adminAction(ModerateUser, suspendUser);

export const unsuspend = adminAction(ModerateUser, unsuspendUser);

export const endSessions = adminAction(ModerateUser, endUserSessions);
