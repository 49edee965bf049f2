"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import * as Radix from "radix-ui/toast";
import { buttonStyle } from "@/components/ui/button";
import { dropToast, type Toast } from "@/components/ui/toast-store";

const SHOWN_MS = 6_000;

/** Only `Toaster` loads this, with the first toast. F8 moves the focus to them. */
export default function ToasterView({ toasts }: { toasts: readonly Toast[] }) {
  return (
    <Radix.Provider duration={SHOWN_MS} label="Notice">
      {toasts.map(({ id, title, description, tone }) => (
        <Radix.Root
          key={id}
          type={tone === "ember" ? "foreground" : "background"}
          onOpenChange={(open) => {
            if (!open) dropToast(id);
          }}
          className="flex items-start gap-3 rounded-xl border border-line bg-card py-2.5 pr-2 pl-4 text-sm shadow-xl motion-safe:data-[state=open]:animate-rise"
        >
          {tone === "pine" && <CircleCheck aria-hidden size={18} className="mt-2 shrink-0 text-pine" />}
          {tone === "ember" && <CircleAlert aria-hidden size={18} className="mt-2 shrink-0 text-ember" />}
          <div className="min-w-0 flex-1 py-1.5">
            <Radix.Title className="font-medium">{title}</Radix.Title>
            {description !== undefined && (
              <Radix.Description className="text-muted">{description}</Radix.Description>
            )}
          </div>
          <Radix.Close aria-label="Dismiss" className={buttonStyle({ kind: "bare", size: "icon" })}>
            <X aria-hidden size={16} />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed inset-x-3 bottom-3 z-50 flex flex-col gap-2 outline-none sm:right-5 sm:bottom-5 sm:left-auto sm:w-96" />
    </Radix.Provider>
  );
}
