"use client";

import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { type ReactNode, useTransition } from "react";
import { setTheme } from "@/components/portal/set-theme";
import type { Theme } from "@/components/portal/theme";
import { useTheme } from "@/components/portal/use-theme";
import { UserMenuButton } from "@/components/portal/user-menu-button";
import {
  DropdownMenu,
  MenuChoice,
  MenuItem,
  MenuLabel,
  MenuLink,
  MenuSeparator,
} from "@/components/ui/dropdown-menu";

const THEME_OPTIONS = [
  { value: "light", label: "Light", icon: <Sun /> },
  { value: "dark", label: "Dark", icon: <Moon /> },
  { value: "system", label: "As the system", icon: <Monitor /> },
] as const;

export interface UserMenuProps {
  user: { name: string | null; email: string };
  links: readonly { href: string; label: string; icon?: ReactNode }[];
  theme: Theme;
  /** Ends the session; afterwards the browser goes to `signedOutHref`. */
  signOut: (form: FormData) => Promise<unknown>;
  signedOutHref: string;
}

/** Only `UserMenu` loads this, when somebody asks for it. */
export default function UserMenuPanel({
  user,
  links,
  theme,
  signOut,
  signedOutHref,
  openedBy,
}: UserMenuProps & { openedBy: "pointer" | "keyboard" }) {
  const shown = useTheme(theme);
  const [leaving, startLeaving] = useTransition();
  const leave = () =>
    startLeaving(async () => {
      await signOut(new FormData());
      // A full load, so that nothing of the session stays in the browser's memory.
      location.assign(signedOutHref);
    });
  const name = user.name ?? user.email;
  return (
    <DropdownMenu defaultOpen={openedBy} trigger={<UserMenuButton name={name} busy={leaving} />}>
      <MenuLabel>
        <span className="block max-w-60 truncate text-sm text-ink">{name}</span>
        {user.name !== null && <span className="block max-w-60 truncate">{user.email}</span>}
      </MenuLabel>
      <MenuSeparator />
      {links.map(({ href, label, icon }) => (
        <MenuLink key={href} href={href} icon={icon}>
          {label}
        </MenuLink>
      ))}
      {links.length > 0 && <MenuSeparator />}
      <MenuChoice label="Theme" value={shown} onChange={setTheme} options={THEME_OPTIONS} />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={leave}>
        {leaving ? "Signing out…" : "Sign out"}
      </MenuItem>
    </DropdownMenu>
  );
}
