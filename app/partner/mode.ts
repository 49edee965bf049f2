import { cache } from "react";
import { requirePartner } from "@/app/session";
import { chosenMode } from "@/app/session-cookies";
import { listCalls } from "@/lib/partners/usage/list-calls";
import type { Mode } from "@/lib/platform/context";

/**
 * Whether the portal shows live or test data: what was chosen by its switch in this browser. Before that it shows live
 * data once there are live calls, because until then there is more to see of the test ones.
 */
export const portalMode = cache(async (): Promise<Mode> => {
  const chosen = await chosenMode();
  if (chosen !== null) return chosen;
  const { ctx } = await requirePartner();
  const lived = await listCalls(ctx, { mode: "live", limit: 1 });
  return lived.data.length > 0 ? "live" : "test";
});
