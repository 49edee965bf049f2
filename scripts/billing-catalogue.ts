import { ensureCatalogue } from "@/lib/billing/billing/ensure-catalogue";
import { tellFailure, withDatabase } from "./with-database";

/** `npm run billing:catalogue`: makes at Stripe what lib/plans/tiers.ts says we sell. The job process does so at its start. */
withDatabase((ctx) => ensureCatalogue(ctx))
  .then(({ made }) => {
    console.log(made.length === 0 ? "Everything is there already." : `Made: ${made.join(", ")}`);
  })
  .catch((error: unknown) => {
    tellFailure(error);
    process.exitCode = 1;
  });
