import type { Domain } from "@/lib/api/domain";
import { webhookActions } from "@/lib/partners/webhooks/audit-actions";
import { webhookEvents } from "@/lib/partners/webhooks/events";
import { webhookJobs } from "@/lib/partners/webhooks/jobs";
import { webhookNavigation } from "@/lib/partners/webhooks/navigation";
import { webhooksPrivacy } from "@/lib/partners/webhooks/privacy";
import { webhookProblems } from "@/lib/partners/webhooks/problems";

export const webhooks: Domain = {
  name: "partners/webhooks",
  privacy: webhooksPrivacy,
  jobs: webhookJobs,
  problems: webhookProblems,
  auditActions: webhookActions,
  auditKinds: { webhook_endpoint: "Webhooks" },
  events: webhookEvents,
  navigation: webhookNavigation,
};
