import { z } from "zod";

export const OneResult = z.strictObject({ result_id: z.uuid() });
export type OneResult = z.output<typeof OneResult>;

const perTrait = z.array(z.number().nullable()).length(32);

/** What is stored of a result's traits and their errors. */
export const StoredTraits = z.object({ traits: perTrait, standardErrors: perTrait });

/** What is stored of norms. */
export const StoredQuantiles = z.array(z.array(z.number()).length(101).nullable()).length(32);
