"use client";

import { Building2, ChevronsUpDown, Plus } from "lucide-react";
import { useTransition } from "react";
import { DropdownMenu, MenuChoice, MenuLink, MenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";

interface PartnerSwitcherProps {
  current: { partnerId: string; companyName: string; detail: string };
  memberships: readonly { partnerId: string; companyName: string }[];
  /** Remembers the choice; afterwards the page loads anew. */
  switchTo: (partnerId: string) => Promise<unknown>;
  /** Where a switch leads. */
  homeHref: string;
  newHref: string;
}

/** Which of a person's companies the portal shows. */
export function PartnerSwitcher({ current, memberships, switchTo, homeHref, newHref }: PartnerSwitcherProps) {
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
      align="start"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-busy={switching}
          className="flex min-h-12 w-full cursor-pointer items-center gap-3 rounded-xl border border-line bg-card px-3 py-1.5 text-left transition-colors hover:border-edge"
        >
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-md bg-sunken text-muted"
          >
            <Building2 size={15} />
          </span>
          <span className="min-w-0 flex-1">
            <span className="sr-only">Company: </span>
            <span className="block truncate text-sm font-medium">{current.companyName}</span>
            <span className="block truncate text-xs text-muted">{current.detail}</span>
          </span>
          <ChevronsUpDown aria-hidden size={15} className="shrink-0 text-muted" />
        </button>
      }
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
