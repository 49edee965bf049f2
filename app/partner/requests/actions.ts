"use server";

import { partnerAction } from "@/app/action";
import { TailQuery } from "@/lib/partners/usage/schemas";
import { tailCalls } from "@/lib/partners/usage/tail-calls";

export const readNewCalls = partnerAction("read", TailQuery, tailCalls, { onlyReads: true });
