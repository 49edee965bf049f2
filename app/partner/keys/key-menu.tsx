"use client";

import { Ban, Ellipsis, FileText, RotateCw } from "lucide-react";
import { useState } from "react";
import { RevokeKeyDialog } from "@/app/partner/keys/revoke-key-dialog";
import { RotateKeyDialog } from "@/app/partner/keys/rotate-key-dialog";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";

type KeyMenuProps = {
  apiKey: Pick<ApiKey, "id" | "name" | "mode" | "prefix" | "replaced_by">;
  mayRotate: boolean;
};

/** What can be done with a key that is in use. */
export function KeyMenu({ apiKey, mayRotate }: KeyMenuProps) {
  const [asked, setAsked] = useState<"rotate" | "revoke" | null>(null);
  const openOf = (dialog: "rotate" | "revoke") => ({
    open: asked === dialog,
    onOpenChange: (open: boolean) => setAsked(open ? dialog : null),
  });
  return (
    <>
      <DropdownMenu
        trigger={
          <Button kind="bare" size="icon" aria-label={`Actions for ${apiKey.name}`}>
            <Ellipsis aria-hidden size={18} />
          </Button>
        }
      >
        <MenuLink href={`/partner/keys/${apiKey.id}`} icon={<FileText />}>
          Details
        </MenuLink>
        {mayRotate && apiKey.replaced_by === null && (
          <MenuItem icon={<RotateCw />} onSelect={() => setAsked("rotate")}>
            Rotate
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<Ban />} tone="ember" onSelect={() => setAsked("revoke")}>
          Revoke
        </MenuItem>
      </DropdownMenu>
      <RotateKeyDialog apiKey={apiKey} {...openOf("rotate")} />
      <RevokeKeyDialog apiKey={apiKey} {...openOf("revoke")} />
    </>
  );
}
