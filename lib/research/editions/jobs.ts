import { z } from "zod";
import { job } from "@/lib/platform/jobs";
import { buildEdition } from "@/lib/research/editions/build-edition";

export const editionJobs = [
  job({
    name: "research.build-editions",
    payload: z.object({}),
    // Every night: a quarter whose night was missed is built the night after.
    cron: "40 4 * * *",
    async run(ctx) {
      const { edition_id, built } = await buildEdition(ctx);
      if (built) ctx.log.info({ editionId: edition_id }, "a research edition was built");
    },
  }),
];
