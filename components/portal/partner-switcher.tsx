"use client";

import { lazy, Suspense, useState } from "react";
import type { PartnerSwitcherProps } from "@/components/portal/partner-switcher-panel";
import { SwitcherButton } from "@/components/portal/switcher-button";
import { openedBy } from "@/components/ui/dropdown-menu";

const load = () => import("@/components/portal/partner-switcher-panel");
const PartnerSwitcherPanel = lazy(load);

/** Which of a person's companies the portal shows. The menu is loaded when somebody reaches for it. */
export function PartnerSwitcher(props: PartnerSwitcherProps) {
  const [wanted, setWanted] = useState<"pointer" | "keyboard" | null>(null);
  const button = (
    <SwitcherButton
      current={props.current}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={(event) => setWanted(openedBy(event))}
    />
  );
  if (wanted === null) return button;
  return (
    <Suspense fallback={button}>
      <PartnerSwitcherPanel {...props} openedBy={wanted} />
    </Suspense>
  );
}
