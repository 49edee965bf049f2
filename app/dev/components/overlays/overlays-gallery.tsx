"use client";

import { Copy, Ellipsis, ListFilter, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { PartnerSwitcher } from "@/components/portal/partner-switcher";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogActions, DialogClose } from "@/components/ui/dialog";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { Section } from "@/components/ui/page-header";
import { Popover, PopoverClose } from "@/components/ui/popover";
import { Tabs } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast-store";
import { Tooltip } from "@/components/ui/tooltip";

export function OverlaysGallery() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Section title="Dialogs">
        <div className="flex flex-wrap gap-3">
          <Dialog
            trigger={<Button>Create key</Button>}
            title="Create a key"
            description="It is shown once, when it is made."
          >
            <form>
              <FormField label="Name">{(control) => <Input {...control} />}</FormField>
              <DialogActions>
                <DialogClose>
                  <Button type="button">Create</Button>
                </DialogClose>
                <DialogClose>
                  <Button type="button" kind="quiet">
                    Cancel
                  </Button>
                </DialogClose>
              </DialogActions>
            </form>
          </Dialog>
          <ConfirmDialog
            trigger={<Button kind="danger">Delete company</Button>}
            title="Delete this company?"
            description="Its keys stop working at once. This cannot be undone."
            confirmLabel="Delete"
            pendingLabel="Deleting…"
            confirmWord="delete"
            action={async () => ({ ok: true, value: undefined })}
            onDone={() => toast("Deleted, as far as a sample can be")}
          />
          <Button kind="quiet" onClick={() => setAsking(true)}>
            Ask, and fail
          </Button>
          <ConfirmDialog
            open={asking}
            onOpenChange={setAsking}
            title="Rotate this key?"
            description="The old one goes on for an hour."
            confirmLabel="Rotate"
            pendingLabel="Rotating…"
            kind="primary"
            action={async () => ({
              ok: false,
              problem: { code: "conflict", detail: "The key has already been rotated.", errors: [] },
            })}
          />
        </div>
      </Section>
      <Section title="Menus, panels, tooltips, toasts">
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
            <MenuItem icon={<Trash2 />} tone="ember" onSelect={() => setAsking(true)}>
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
          <Tooltip text="Counted since midnight UTC">
            <Button kind="bare" size="small">
              What is counted
            </Button>
          </Tooltip>
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
            homeHref="/dev/components/overlays"
            newHref="/dev/components"
          />
        </div>
      </Section>
      <Section title="Tabs">
        <Tabs
          label="Language"
          tabs={[
            { value: "curl", label: "curl", content: <p>A call from a shell.</p> },
            { value: "js", label: "JavaScript", content: <p>A call from a browser or server.</p> },
            { value: "python", label: "Python", content: <p>A call from a notebook.</p> },
          ]}
        />
      </Section>
    </>
  );
}
