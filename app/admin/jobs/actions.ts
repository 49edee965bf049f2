"use server";

import { adminAction } from "@/app/action";
import { removeJob } from "@/lib/operations/remove-job";
import { retryJob } from "@/lib/operations/retry-job";
import { JobRef } from "@/lib/operations/schemas";

export const retry = adminAction("expensive", JobRef, retryJob);

export const remove = adminAction("write", JobRef, removeJob);
