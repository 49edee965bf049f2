"use client";

import * as Slot from "radix-ui/slot";
import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from "react";

const load = () => import("@/components/ui/dialog-panel");
const DialogPanel = lazy(load);

const Close = createContext<() => void>(() => undefined);

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

/**
 * A dialog over the page. Focus stays inside and goes back to where it came from. What draws it is loaded when
 * somebody reaches for it: most visits open none.
 */
export function Dialog({
  trigger,
  open: asked,
  onOpenChange,
  children,
  size = "normal",
  dismissible = true,
  ...words
}: DialogProps) {
  const opener = useRef<HTMLElement>(null);
  const [own, setOwn] = useState(false);
  const [wanted, setWanted] = useState(false);
  const open = asked ?? own;
  if (open && !wanted) setWanted(true);
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <>
      {trigger !== undefined && (
        <Slot.Root
          ref={opener}
          aria-haspopup="dialog"
          aria-expanded={open}
          onPointerEnter={() => void load()}
          onFocus={() => void load()}
          onClick={() => change(true)}
        >
          {trigger}
        </Slot.Root>
      )}
      {wanted && (
        <Suspense>
          <DialogPanel
            {...words}
            open={open}
            onOpenChange={change}
            onCloseAutoFocus={(event) => {
              if (opener.current === null) return;
              event.preventDefault();
              opener.current.focus();
            }}
            size={size}
            dismissible={dismissible}
          >
            <Close value={() => change(false)}>{children}</Close>
          </DialogPanel>
        </Suspense>
      )}
    </>
  );
}

/** A button inside that closes the dialog around it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Slot.Root onClick={useContext(Close)}>{children}</Slot.Root>;
}

/** The row of buttons at the end; on a phone below one another, the first on top. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-col gap-2.5 sm:flex-row-reverse sm:justify-start">{children}</div>;
}
