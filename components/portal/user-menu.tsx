"use client";

import { lazy, Suspense, useState } from "react";
import { UserMenuButton } from "@/components/portal/user-menu-button";
import type { UserMenuProps } from "@/components/portal/user-menu-panel";
import { openedBy } from "@/components/ui/dropdown-menu";

const load = () => import("@/components/portal/user-menu-panel");
const UserMenuPanel = lazy(load);

/** The person's menu. What it holds is loaded when somebody reaches for it. */
export function UserMenu(props: UserMenuProps) {
  const [wanted, setWanted] = useState<"pointer" | "keyboard" | null>(null);
  const button = (
    <UserMenuButton
      name={props.user.name ?? props.user.email}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={(event) => setWanted(openedBy(event))}
    />
  );
  if (wanted === null) return button;
  return (
    <Suspense fallback={button}>
      <UserMenuPanel {...props} openedBy={wanted} />
    </Suspense>
  );
}
