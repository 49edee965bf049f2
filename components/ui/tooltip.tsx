"use client";

import * as Radix from "radix-ui/tooltip";
import type { ReactNode } from "react";

interface TooltipProps {
  /** A few words. What is needed to use the page does not belong here: touch has no tooltips. */
  text: ReactNode;
  /** One element that takes the focus. */
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
}

export function Tooltip({ text, children, side = "top" }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-64 rounded-lg bg-code px-2.5 py-1.5 text-xs leading-snug text-code-ink shadow-lg motion-safe:data-[state=delayed-open]:animate-appear"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
