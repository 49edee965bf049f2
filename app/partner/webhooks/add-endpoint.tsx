"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { SecretReveal } from "@/components/ui/secret-reveal";
import { useAction } from "@/components/ui/use-action";
import type { NewWebhookEndpoint } from "@/lib/partners/webhooks/schemas";
import { addEndpoint } from "./actions";
import { EndpointForm, type EndpointSettings } from "./endpoint-form";

const EMPTY: EndpointSettings = { url: "", description: null, event_types: [] };

/** Makes an endpoint, and shows its secret the one time it can be read. */
export function AddEndpoint() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<NewWebhookEndpoint | null>(null);
  const trigger = (
    <Button size="small">
      <Plus aria-hidden size={16} className="-ml-1" /> Add endpoint
    </Button>
  );
  if (made !== null) {
    return (
      <Dialog
        title="Keep the signing secret"
        description="Your server checks with it that what it receives is ours."
        open
        dismissible={false}
      >
        <SecretReveal label="Signing secret" secret={made.secret} note={SECRET_NOTE} />
        <DialogActions>
          <Button onClick={() => router.push(`/partner/webhooks/${made.id}`)}>I have kept it</Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog
      trigger={trigger}
      title="Add an endpoint"
      description="We post each event to it a moment after it happens."
      open={open}
      onOpenChange={setOpen}
    >
      <NewEndpointForm onMade={setMade} />
    </Dialog>
  );
}

export const SECRET_NOTE =
  "Copy it now, and keep it where secrets are kept. It is not shown again; a lost one is replaced by rotating it.";

/** Its own component, so that what was typed is forgotten when the dialog closes. */
function NewEndpointForm({ onMade }: { onMade: (made: NewWebhookEndpoint) => void }) {
  const used = useAction<EndpointSettings, NewWebhookEndpoint>(addEndpoint, onMade);
  return <EndpointForm initial={EMPTY} submitLabel="Add endpoint" pendingLabel="Adding…" used={used} />;
}
