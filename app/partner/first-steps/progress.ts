import { listAlerts } from "@/lib/partners/alerts/list-alerts";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";
import { listInvitations } from "@/lib/partners/teams/list-invitations";
import { listMembers } from "@/lib/partners/teams/list-members";
import { listCalls } from "@/lib/partners/usage/list-calls";
import type { PartnerContext } from "@/lib/platform/context";

export interface Progress {
  verified: boolean;
  called: boolean;
  keyed: boolean;
  invited: boolean;
  alerted: boolean;
}

const SCORING = ["/v1/compatibility/calculate", "/v1/compatibility/batch", "/v1/compatibility/rank"] as const;
const ALL_KEYS = 100;

/** Which of the first steps have been taken, told from what is there. */
export async function progressOf(
  ctx: PartnerContext,
  partner: { emailVerified: boolean },
): Promise<Progress> {
  const [keys, members, invitations, alerts, ...scored] = await Promise.all([
    listApiKeys(ctx, { partner_id: ctx.partnerId, limit: ALL_KEYS }),
    listMembers(ctx, { limit: 2 }),
    listInvitations(ctx, { limit: 1 }),
    listAlerts(ctx, {}),
    ...SCORING.map((endpoint) => listCalls(ctx, { endpoint, status: "2xx", limit: 1 })),
  ]);
  return {
    verified: partner.emailVerified,
    called: scored.some(({ data }) => data.length > 0),
    keyed: keys.data.some(({ mode }) => mode === "live"),
    invited: members.data.length > 1 || invitations.data.length > 0,
    alerted: alerts.length > 0,
  };
}
