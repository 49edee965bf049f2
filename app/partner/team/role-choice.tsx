"use client";

import { ROLE_SENTENCES } from "@/app/partner/team/role-sentences";
import type { MemberRole } from "@/lib/partners/teams/schemas";

interface RoleChoiceProps {
  roles: readonly MemberRole[];
  value: MemberRole;
  onChange: (role: MemberRole) => void;
}

/** One of the roles, each with what it may do. */
export function RoleChoice({ roles, value, onChange }: RoleChoiceProps) {
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1.5 text-sm font-medium">Role</legend>
      {roles.map((role) => (
        <label
          key={role}
          className="flex cursor-pointer gap-3 rounded-xl border border-edge p-3.5 text-sm has-checked:border-plum has-checked:bg-plum-soft"
        >
          <input
            type="radio"
            name="role"
            value={role}
            checked={value === role}
            onChange={() => onChange(role)}
            className="mt-1 size-4 shrink-0 accent-plum"
          />
          <span>
            <span className="block font-medium">{role}</span>
            <span className="text-muted">{ROLE_SENTENCES[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
