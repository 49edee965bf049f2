"use server";

import { adminAction } from "@/app/action";
import { removeJob } from "@/lib/operations/admin/remove-job";
import { retryJob } from "@/lib/operations/admin/retry-job";
import { JobRef } from "@/lib/operations/admin/schemas";

export const retry = adminAction("expensive", JobRef, retryJob);

export const remove = adminAction("write", JobRef, removeJob);
