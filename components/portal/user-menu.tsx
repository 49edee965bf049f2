"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Theme } from "@/components/portal/theme";
import { UserMenuButton } from "@/components/portal/user-menu-button";

const load = () => import("@/components/portal/user-menu-panel");
const UserMenuPanel = lazy(load);

export interface UserMenuProps {
  user: { name: string | null; email: string };
  links: readonly { href: string; label: string; icon?: ReactNode }[];
  theme: Theme;
  /** Ends the session; afterwards the browser goes to `signedOutHref`. */
  signOut: (form: FormData) => Promise<unknown>;
  signedOutHref: string;
}

/** The person's menu. What it holds is loaded when somebody reaches for it. */
export function UserMenu(props: UserMenuProps) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <UserMenuButton
      name={props.user.name ?? props.user.email}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    />
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <UserMenuPanel {...props} />
    </Suspense>
  );
}
