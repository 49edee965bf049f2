import { notFound } from "next/navigation";
import { cache } from "react";
import { visit } from "@/app/request-context";
import type { OpenShare } from "@/lib/people/sharing/find-share";
import { openShare } from "@/lib/people/sharing/open-share";
import { NotFound } from "@/lib/platform/errors";

/** What the link shows. Opened once a request, however many parts of the page ask. */
export const lookUp = cache(async (token: string): Promise<OpenShare> => {
  const { ctx } = await visit();
  try {
    return await openShare(ctx, { token });
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
});
