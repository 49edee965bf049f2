"use client";

import { cx } from "class-variance-authority";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button";
import "@/components/ui/style-nonce";

interface DialogProps {
  /** The button that opens it; leave it out where `open` is yours. */
  trigger?: ReactNode;
  title: string;
  /** One sentence on what it is for. */
  description?: ReactNode;
  children: ReactNode;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** `wide` for what holds code or a table. */
  size?: "normal" | "wide";
  /** False where closing by Escape or a click outside would lose something, such as a secret shown once. */
  dismissible?: boolean;
}

/** A dialog over the page. Focus stays inside and goes back to where it came from. */
export function Dialog({
  trigger,
  title,
  description,
  children,
  open,
  onOpenChange,
  size = "normal",
  dismissible = true,
}: DialogProps) {
  const hold = (event: Event) => {
    if (!dismissible) event.preventDefault();
  };
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger !== undefined && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 overflow-y-auto bg-[#120d11]/55 motion-safe:data-[state=open]:animate-appear">
          <div className="flex min-h-full items-end justify-center p-0 sm:items-center sm:p-6">
            <Radix.Content
              onEscapeKeyDown={hold}
              onPointerDownOutside={hold}
              onInteractOutside={hold}
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

/** A button inside that closes the dialog around it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}

/** The row of buttons at the end; on a phone below one another, the first on top. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-col gap-2.5 sm:flex-row-reverse sm:justify-start">{children}</div>;
}
