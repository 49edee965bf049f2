"use client";

import { cx } from "class-variance-authority";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button";
import "@/components/ui/style-nonce";

interface DialogPanelProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCloseAutoFocus: (event: Event) => void;
  size: "normal" | "wide";
  dismissible: boolean;
}

/** Only `Dialog` loads this, when somebody reaches for it. */
export default function DialogPanel({
  title,
  description,
  children,
  open,
  onOpenChange,
  onCloseAutoFocus,
  size,
  dismissible,
}: DialogPanelProps) {
  const hold = (event: Event) => {
    if (!dismissible) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 overflow-y-auto bg-[#120d11]/55 motion-safe:data-[state=open]:animate-appear">
          <div className="flex min-h-full items-end justify-center p-0 sm:items-center sm:p-6">
            <Radix.Content
              onEscapeKeyDown={hold}
              onPointerDownOutside={hold}
              onInteractOutside={hold}
              onCloseAutoFocus={onCloseAutoFocus}
              {...(description === undefined ? { "aria-describedby": undefined } : {})}
              className={cx(
                "relative w-full rounded-t-2xl border border-line bg-card p-5 pb-8 shadow-2xl outline-none motion-safe:data-[state=open]:animate-rise sm:rounded-2xl sm:p-7",
                size === "wide" ? "sm:max-w-2xl" : "sm:max-w-lg",
              )}
            >
              <div className="space-y-1.5 pr-9">
                <Radix.Title className="text-lg leading-snug font-semibold tracking-tight">
                  {title}
                </Radix.Title>
                {description !== undefined && (
                  <Radix.Description className="text-sm text-muted">{description}</Radix.Description>
                )}
              </div>
              <div className="mt-5">{children}</div>
              {dismissible && (
                <Radix.Close
                  aria-label="Close"
                  className={buttonStyle({ kind: "bare", size: "icon", className: "absolute top-3 right-3" })}
                >
                  <X aria-hidden size={18} />
                </Radix.Close>
              )}
            </Radix.Content>
          </div>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
