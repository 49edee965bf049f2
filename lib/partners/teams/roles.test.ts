import { describe, expect, it } from "vitest";
import { assertMayGrant } from "@/lib/partners/api-keys/grantable-scopes";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { MEMBER_ROLES } from "@/lib/partners/teams/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { PERMISSIONS } from "@/lib/platform/permissions";
import { permissionsOfScopes, SCOPES } from "@/lib/platform/scopes";

const READS = [
  "alerts:read",
  "billing:read",
  "events:read",
  "insights:read",
  "keys:read",
  "partner:read",
  "team:read",
  "tickets:read",
  "usage:read",
  "webhooks:read",
];

/** What the team page promises of each role, word for word. */
const ALLOWED = {
  owner: [...PERMISSIONS],
  admin: [...PERMISSIONS],
  developer: [
    ...READS,
    "alerts:write",
    "compatibility:calculate",
    "events:write",
    "insights:query",
    "insights:write",
    "keys:write",
    "tickets:write",
    "webhooks:write",
  ],
  viewer: READS,
};

describe("roles", () => {
  it.each(MEMBER_ROLES)("%s may exactly what it is said to", (role) => {
    expect([...permissionsOfRole(role)].sort()).toEqual([...ALLOWED[role]].sort());
  });
});

describe("scopes", () => {
  it("let no key change the team", () => {
    expect(permissionsOfScopes(SCOPES).has("team:write")).toBe(false);
  });

  it.each(MEMBER_ROLES)("are granted by %s only as far as the role itself reaches", (role) => {
    const ctx = {
      actor: { type: "user" },
      permissions: permissionsOfRole(role),
    } as unknown as PartnerContext;
    for (const scope of SCOPES) {
      const within = [...permissionsOfScopes([scope])].every((permission) => ctx.permissions.has(permission));
      const grant = () => assertMayGrant(ctx, [scope]);
      if (within) expect(grant).not.toThrow();
      else expect(grant).toThrow(expect.objectContaining({ code: "insufficient_role" }));
    }
    const admin = () => assertMayGrant(ctx, ["partners:admin"]);
    if (role === "developer" || role === "viewer") expect(admin).toThrow();
    else expect(admin).not.toThrow();
  });
});
