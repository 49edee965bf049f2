import { z } from "zod";
import { maintainPartitions } from "@/lib/partners/usage/maintain-partitions";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { job } from "@/lib/platform/jobs";

const rollup = job({
  name: "usage.rollup",
  payload: z.object({}),
  cron: "* * * * *",
  async run(ctx) {
    await rollupUsage(ctx);
  },
});

const partitions = job({
  name: "usage.maintain-partitions",
  payload: z.object({}),
  cron: "40 1 * * *",
  run: maintainPartitions,
});

export const usageJobs = [rollup, partitions];
