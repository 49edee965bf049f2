"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { buttonStyle } from "@/components/ui/button";

const load = () => import("@/components/portal/portal-sheet-panel");
const PortalSheetPanel = lazy(load);

/** The sidebar where there is no room for one: a sheet from the left, closed by going somewhere. */
export function PortalSheet({ title, children }: { title: string; children: ReactNode }) {
  const path = usePathname();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const [wanted, setWanted] = useState(false);
  const open = openedAt === path;
  return (
    <>
      <button
        type="button"
        aria-label="Open menu"
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => {
          setWanted(true);
          setOpenedAt(path);
        }}
        className={buttonStyle({ kind: "bare", size: "icon", className: "-ml-2 lg:hidden" })}
      >
        <Menu aria-hidden size={20} />
      </button>
      {wanted && (
        <Suspense>
          <PortalSheetPanel
            title={title}
            open={open}
            onOpenChange={(next) => setOpenedAt(next ? path : null)}
          >
            {children}
          </PortalSheetPanel>
        </Suspense>
      )}
    </>
  );
}
