"use client";

import { lazy, Suspense, useState } from "react";
import { UserMenuButton } from "@/components/portal/user-menu-button";
import type { UserMenuProps } from "@/components/portal/user-menu-panel";

const load = () => import("@/components/portal/user-menu-panel");
const UserMenuPanel = lazy(load);

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
