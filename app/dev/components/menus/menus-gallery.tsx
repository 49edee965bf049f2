"use client";

import { Copy, Ellipsis, ListFilter, RotateCw, Trash2 } from "lucide-react";
import { PartnerSwitcher } from "@/components/portal/partner-switcher";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { Section } from "@/components/ui/page-header";
import { Popover, PopoverClose } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast-store";

export function MenusGallery() {
  return (
    <>
      <Section title="Menus, panels, toasts">
        <div className="flex flex-wrap items-center gap-3">
          <DropdownMenu
            align="start"
            trigger={
              <Button kind="quiet" size="icon" aria-label="Actions of the sample key">
                <Ellipsis aria-hidden size={18} />
              </Button>
            }
          >
            <MenuItem icon={<Copy />} onSelect={() => toast("Copied")}>
              Copy id
            </MenuItem>
            <MenuItem icon={<RotateCw />} disabled>
              Rotate
            </MenuItem>
            <MenuSeparator />
            <MenuItem
              icon={<Trash2 />}
              tone="ember"
              onSelect={() => toast("Revoked, as far as a sample can be", { tone: "ember" })}
            >
              Revoke
            </MenuItem>
          </DropdownMenu>
          <Popover
            label="Filters"
            trigger={
              <Button kind="quiet" size="small">
                <ListFilter aria-hidden size={16} /> Filters
              </Button>
            }
          >
            <div className="space-y-4">
              <FormField label="Status">{(control) => <Input {...control} />}</FormField>
              <PopoverClose>
                <Button size="small">Apply</Button>
              </PopoverClose>
            </div>
          </Popover>
          <Button
            kind="quiet"
            size="small"
            onClick={() => toast("Key created", { description: "Sample key" })}
          >
            Say it went well
          </Button>
          <Button
            kind="quiet"
            size="small"
            onClick={() => toast("Not saved", { tone: "ember", description: "Try again in a moment." })}
          >
            Say it failed
          </Button>
        </div>
      </Section>
      <Section title="Switcher">
        <div className="max-w-60">
          <PartnerSwitcher
            current={{ partnerId: "a", companyName: "Sample Dating", detail: "Owner, starter" }}
            memberships={[
              { partnerId: "a", companyName: "Sample Dating" },
              { partnerId: "b", companyName: "Sample Events" },
            ]}
            switchTo={async () => undefined}
            homeHref="/dev/components/menus"
            newHref="/dev/components"
          />
        </div>
      </Section>
    </>
  );
}
