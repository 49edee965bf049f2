import type { SecurityEventKind } from "@/lib/platform/security-events";

/** What each kind is called on pages and in mail. */
export const SECURITY_WORDS: Record<SecurityEventKind, string> = {
  "sign_in.failed": "Failed sign-in",
  "sign_in.slowed": "Sign-in slowed down",
  "sign_in.new_device": "Sign-in on a new browser",
  "second_step.failed": "Wrong two-step code",
  "credential.refused": "Credential refused",
  "credential.created": "Credential created",
  "permission.refused": "Permission refused",
  "limit.reached": "Limit reached",
  "account.changed": "Sign-in settings changed",
  "account.recovered": "Account recovered",
  "export.made": "Data exported",
  "admin.viewed": "Viewed by our staff",
  "admin.impersonated": "Opened by our staff as a member",
  "admin.role_changed": "Admin role changed",
};
