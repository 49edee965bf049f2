"use server";

import { partnerAction } from "@/app/action";
import { createSavedQuery as create } from "@/lib/research/insights/create-saved-query";
import { deleteSavedQuery as remove } from "@/lib/research/insights/delete-saved-query";
import { describeQuery as describe } from "@/lib/research/insights/describe-query";
import { CreateSavedQuery, SavedQueryPath } from "@/lib/research/insights/release-schemas";
import { runQuery as run } from "@/lib/research/insights/run-query";
import { AskInsights } from "@/lib/research/insights/schemas";

/** The card of a question while it is being built. */
export const describeQuery = partnerAction("read", AskInsights, describe, { onlyReads: true });

export const runQuery = partnerAction("expensive", AskInsights, run);

export const createSavedQuery = partnerAction("write", CreateSavedQuery, create);

export const deleteSavedQuery = partnerAction("write", SavedQueryPath, remove);
