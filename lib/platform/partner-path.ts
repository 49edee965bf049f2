import { z } from "zod";

/** An id as replies name it. */
export const idOf = (what: string) => z.uuid("Must be a UUID.").meta({ description: `The ${what}'s id.` });

/** Ids in paths may be written in capitals, as RFC 9562 lets them be. */
export const pathId = (what: string) => idOf(what).toLowerCase();

export const PartnerPath = z.strictObject({ partner_id: pathId("partner") });
