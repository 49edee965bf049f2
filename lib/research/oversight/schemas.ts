import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";

export const EditionPath = z.strictObject({ quarter: z.string().regex(/^\d{4}-Q[1-4]$/) });
export type EditionPath = z.output<typeof EditionPath>;

export const RefusalQuery = PageQuery;
export type RefusalQuery = z.output<typeof RefusalQuery>;
