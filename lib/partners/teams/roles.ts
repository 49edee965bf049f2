import type { MemberRole } from "@/lib/partners/teams/schemas";
import { PERMISSIONS, type Permission } from "@/lib/platform/permissions";

const READING = PERMISSIONS.filter((permission) => permission.endsWith(":read"));
/** Owners and admins differ in whom they may manage: only an owner makes, changes or removes an owner. */
const ROLE_PERMISSIONS: Record<MemberRole, ReadonlySet<Permission>> = {
  owner: new Set(PERMISSIONS),
  admin: new Set(PERMISSIONS),
  developer: new Set<Permission>([
    ...READING,
    "compatibility:calculate",
    "events:write",
    "insights:query",
    "insights:write",
    "keys:write",
    "webhooks:write",
    "alerts:write",
    "tickets:write",
  ]),
  viewer: new Set(READING),
};

/** What a role allows. */
export function permissionsOfRole(role: MemberRole): ReadonlySet<Permission> {
  return ROLE_PERMISSIONS[role];
}
