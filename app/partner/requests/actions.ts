"use server";

import { partnerAction } from "@/app/action";
import { TailQuery } from "@/lib/usage/schemas";
import { tailCalls } from "@/lib/usage/tail-calls";

export const readNewCalls = partnerAction("read", TailQuery, tailCalls, { onlyReads: true });
