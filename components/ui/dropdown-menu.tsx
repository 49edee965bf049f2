"use client";

import * as Slot from "radix-ui/slot";
import { lazy, Suspense, useState } from "react";
import type { DropdownMenuProps, MenuChoiceProps } from "@/components/ui/dropdown-menu-panel";

/** What draws menus weighs more than most pages' own scripts: it is loaded when somebody reaches for one. */
const load = () => import("@/components/ui/dropdown-menu-panel");

const DropdownMenuPanel = lazy(async () => ({ default: (await load()).DropdownMenuPanel }));
const AnyMenuChoice = lazy(async () => ({ default: (await load()).MenuChoice<string> }));

export const MenuItem = lazy(async () => ({ default: (await load()).MenuItem }));
export const MenuLink = lazy(async () => ({ default: (await load()).MenuLink }));
export const MenuLabel = lazy(async () => ({ default: (await load()).MenuLabel }));
export const MenuSeparator = lazy(async () => ({ default: (await load()).MenuSeparator }));

/** One of several, with a tick at the one that holds. */
export function MenuChoice<T extends string>({ onChange, ...props }: MenuChoiceProps<T>) {
  // Only the options' own values come back.
  return <AnyMenuChoice {...props} onChange={(value) => onChange(value as T)} />;
}

/** A key's click has no count. */
export function openedBy({ detail }: { detail: number }): "pointer" | "keyboard" {
  return detail === 0 ? "keyboard" : "pointer";
}

export function DropdownMenu(props: DropdownMenuProps) {
  const [wanted, setWanted] = useState<"pointer" | "keyboard" | null>(props.defaultOpen ?? null);
  const trigger = (
    <Slot.Root
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={(event) => setWanted(openedBy(event))}
      onKeyDown={(event) => {
        if (event.key === "ArrowDown") setWanted("keyboard");
      }}
    >
      {props.trigger}
    </Slot.Root>
  );
  if (wanted === null) return trigger;
  return (
    <Suspense fallback={trigger}>
      <DropdownMenuPanel {...props} focusFirst={wanted === "keyboard"} />
    </Suspense>
  );
}
