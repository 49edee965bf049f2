"use client";

import * as Radix from "radix-ui/popover";
import type { ReactNode } from "react";

interface PopoverProps {
  trigger: ReactNode;
  /** What it holds, for screen readers. */
  label: string;
  children: ReactNode;
  align?: "start" | "center" | "end";
}

/** A small panel beside its button, such as filters. */
export function Popover({ trigger, label, children, align = "start" }: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 w-80 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-card p-4 text-sm shadow-xl outline-none motion-safe:data-[state=open]:animate-rise"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A button inside that closes the panel around it. */
export function PopoverClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
