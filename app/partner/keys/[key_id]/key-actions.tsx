"use client";

import { useState } from "react";
import { EditKeyDialog } from "@/app/partner/keys/edit-key-dialog";
import type { KeyRules } from "@/app/partner/keys/key-form";
import { RevokeKeyDialog } from "@/app/partner/keys/revoke-key-dialog";
import { RotateKeyDialog } from "@/app/partner/keys/rotate-key-dialog";
import { Button } from "@/components/ui/button";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";

/** The buttons of a key that is in use. */
export function KeyActions({ apiKey, rules }: { apiKey: ApiKey; rules: KeyRules }) {
  const [asked, setAsked] = useState<"edit" | "rotate" | "revoke" | null>(null);
  const openOf = (dialog: "edit" | "rotate" | "revoke") => ({
    open: asked === dialog,
    onOpenChange: (open: boolean) => setAsked(open ? dialog : null),
  });
  const mayRotate = apiKey.scopes.every((scope) => rules.grantable.includes(scope));
  return (
    <>
      <Button kind="quiet" size="small" onClick={() => setAsked("edit")}>
        Edit
      </Button>
      {mayRotate && apiKey.replaced_by === null && (
        <Button kind="quiet" size="small" onClick={() => setAsked("rotate")}>
          Rotate
        </Button>
      )}
      <Button kind="danger" size="small" onClick={() => setAsked("revoke")}>
        Revoke
      </Button>
      <EditKeyDialog apiKey={apiKey} rules={rules} {...openOf("edit")} />
      <RotateKeyDialog apiKey={apiKey} {...openOf("rotate")} />
      <RevokeKeyDialog apiKey={apiKey} {...openOf("revoke")} />
    </>
  );
}
