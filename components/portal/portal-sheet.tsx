"use client";

import { Menu, X } from "lucide-react";
import { usePathname } from "next/navigation";
import * as Radix from "radix-ui/dialog";
import { type ReactNode, useState } from "react";
import { buttonStyle } from "@/components/ui/button";
import "@/components/ui/style-nonce";

/** The sidebar where there is no room for one: a sheet from the left, closed by going somewhere. */
export function PortalSheet({ title, children }: { title: string; children: ReactNode }) {
  const path = usePathname();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  return (
    <Radix.Root open={openedAt === path} onOpenChange={(open) => setOpenedAt(open ? path : null)}>
      <Radix.Trigger
        aria-label="Open menu"
        className={buttonStyle({ kind: "bare", size: "icon", className: "-ml-2 lg:hidden" })}
      >
        <Menu aria-hidden size={20} />
      </Radix.Trigger>
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
