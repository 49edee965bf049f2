import type { AuditActions } from "@/lib/api/domain";

export const teamActions = {
  "invitation.resent": { sentence: "invited again", shown: ["email", "role"] },
  "invitation.revoked": { sentence: "withdrew the invitation of", shown: ["email", "role"] },
  "invitation.sent": { sentence: "invited", shown: ["email", "role"] },
  "member.joined": { sentence: "joined the team", shown: ["email", "role"] },
  "member.left": { sentence: "left the team", shown: ["email", "role"] },
  "member.removed": { sentence: "removed from the team", shown: ["email", "role"] },
  "member.role_changed": { sentence: "changed the role of", shown: ["email", "from", "to"] },
} as const satisfies AuditActions;
