"use client";

import { cx } from "class-variance-authority";
import { Check } from "lucide-react";
import Link from "next/link";
import * as Radix from "radix-ui/dropdown-menu";
import { type ReactNode, useEffect, useRef } from "react";
import "@/components/ui/style-nonce";

export interface DropdownMenuProps {
  /** The button that opens it; an icon alone needs an aria-label. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  /** Open from the start, and by what: for a menu that is loaded because somebody asked for it. */
  defaultOpen?: "pointer" | "keyboard";
  className?: string;
}

/** Only `dropdown-menu.tsx` loads this, when somebody reaches for a menu: then it opens at once. */
export function DropdownMenuPanel({
  trigger,
  children,
  align = "end",
  side = "bottom",
  className,
  focusFirst,
}: DropdownMenuProps & { focusFirst: boolean }) {
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={cx(
            "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-xl border border-line bg-card p-1.5 text-sm shadow-xl outline-none motion-safe:data-[state=open]:animate-rise",
            className,
          )}
        >
          {children}
          {focusFirst && <FocusFirst />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/**
 * Whoever opens a menu by a key begins at its first item. Radix sees to that from the second time on; the first time
 * the key was pressed before it was there.
 */
function FocusFirst() {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // After Radix has focused the menu itself.
    const timer = setTimeout(() => {
      const menu = place.current?.closest<HTMLElement>('[role="menu"]');
      if (menu !== document.activeElement) return;
      menu?.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus();
    });
    return () => clearTimeout(timer);
  }, []);
  return <span ref={place} hidden />;
}

const ITEM =
  "flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left outline-none select-none data-[disabled]:cursor-default data-[disabled]:text-muted data-[highlighted]:bg-sunken";

export interface MenuItemProps {
  icon?: ReactNode;
  children: ReactNode;
  onSelect?: () => void;
  disabled?: boolean;
  tone?: "plain" | "ember";
}

export function MenuItem({ icon, children, onSelect, disabled = false, tone = "plain" }: MenuItemProps) {
  return (
    <Radix.Item
      disabled={disabled}
      {...(onSelect ? { onSelect } : {})}
      className={cx(ITEM, tone === "ember" && "text-ember data-[highlighted]:bg-ember-soft")}
    >
      {icon !== undefined && <MenuIcon>{icon}</MenuIcon>}
      {children}
    </Radix.Item>
  );
}

/** An item that leads to a page. */
export function MenuLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <Radix.Item asChild className={ITEM}>
      <Link prefetch={false} href={href}>
        {icon !== undefined && <MenuIcon>{icon}</MenuIcon>}
        {children}
      </Link>
    </Radix.Item>
  );
}

export interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
}

/** One of several, with a tick at the one that holds. */
export function MenuChoice<T extends string>({ label, value, onChange, options }: MenuChoiceProps<T>) {
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as T)} aria-label={label}>
        {options.map((option) => (
          <Radix.RadioItem
            key={option.value}
            value={option.value}
            onSelect={(event) => event.preventDefault()}
            className={ITEM}
          >
            {option.icon !== undefined && <MenuIcon>{option.icon}</MenuIcon>}
            <span className="flex-1">{option.label}</span>
            <Radix.ItemIndicator>
              <Check aria-hidden size={16} className="text-plum" />
            </Radix.ItemIndicator>
          </Radix.RadioItem>
        ))}
      </Radix.RadioGroup>
    </>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="mx-1 my-1.5 h-px bg-line" />;
}

function MenuIcon({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden className="shrink-0 text-muted [&>svg]:size-4">
      {children}
    </span>
  );
}
