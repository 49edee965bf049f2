"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button";
import "@/components/ui/style-nonce";

interface PortalSheetPanelProps {
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** Only `PortalSheet` loads this, when somebody asks for it. */
export default function PortalSheetPanel({ title, open, onOpenChange, children }: PortalSheetPanelProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#120d11]/55 motion-safe:data-[state=open]:animate-appear lg:hidden" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col overflow-y-auto border-r border-line bg-paper p-4 outline-none motion-safe:data-[state=open]:animate-slide-in lg:hidden"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          <Radix.Close
            aria-label="Close menu"
            className={buttonStyle({ kind: "bare", size: "icon", className: "absolute top-3.5 right-3" })}
          >
            <X aria-hidden size={18} />
          </Radix.Close>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
