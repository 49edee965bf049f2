"use client";

import { Plus } from "lucide-react";
import { useTransition } from "react";
import { SwitcherButton } from "@/components/portal/switcher-button";
import { DropdownMenu, MenuChoice, MenuLink, MenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";

export interface PartnerSwitcherProps {
  current: { partnerId: string; companyName: string; detail: string };
  memberships: readonly { partnerId: string; companyName: string }[];
  /** Remembers the choice; afterwards the page loads anew. */
  switchTo: (partnerId: string) => Promise<unknown>;
  /** Where a switch leads. */
  homeHref: string;
  newHref: string;
}

/** Only `PartnerSwitcher` loads this, when somebody asks for it. */
export default function PartnerSwitcherPanel({
  current,
  memberships,
  switchTo,
  homeHref,
  newHref,
  openedBy,
}: PartnerSwitcherProps & { openedBy: "pointer" | "keyboard" }) {
  const [switching, startSwitching] = useTransition();
  const change = (partnerId: string) => {
    if (partnerId === current.partnerId) return;
    startSwitching(async () => {
      try {
        await switchTo(partnerId);
        location.assign(homeHref);
      } catch {
        toast("The other company could not be opened", {
          tone: "ember",
          description: "Try again in a moment.",
        });
      }
    });
  };
  return (
    <DropdownMenu
      defaultOpen={openedBy}
      align="start"
      className="w-60"
      trigger={<SwitcherButton current={current} busy={switching} />}
    >
      <MenuChoice
        label="Company"
        value={current.partnerId}
        onChange={change}
        options={memberships.map(({ partnerId, companyName }) => ({ value: partnerId, label: companyName }))}
      />
      <MenuSeparator />
      <MenuLink href={newHref} icon={<Plus />}>
        Add a company
      </MenuLink>
    </DropdownMenu>
  );
}
