import { z } from "zod";
import { isCursor } from "@/lib/platform/pagination";

export const EditionPath = z.strictObject({ quarter: z.string().regex(/^\d{4}-Q[1-4]$/) });
export type EditionPath = z.output<typeof EditionPath>;

const cursor = z.string().refine(isCursor, "Must be the next_cursor of an earlier page.").optional();

/** Where the two lists of the research page go on. */
export const ResearchPageQuery = z.strictObject({ cursor, requests: cursor });
export type ResearchPageQuery = z.output<typeof ResearchPageQuery>;
