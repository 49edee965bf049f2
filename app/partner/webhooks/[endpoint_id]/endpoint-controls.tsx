"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SecretReveal } from "@/components/ui/secret-reveal";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { DEFAULT_OVERLAP_SECONDS, MAX_OVERLAP_SECONDS } from "@/lib/partners/webhooks/delivery-rules";
import type { NewWebhookEndpoint, WebhookEndpoint } from "@/lib/partners/webhooks/schemas";
import { changeEndpoint, removeEndpoint, rotateSecret } from "../actions";
import { SECRET_NOTE } from "../add-endpoint";
import { EndpointForm, type EndpointSettings } from "../endpoint-form";

interface OfEndpoint {
  endpoint: WebhookEndpoint;
}

export function EditEndpoint({ endpoint }: OfEndpoint) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size="small">
          Edit
        </Button>
      }
      title="Edit endpoint"
      open={open}
      onOpenChange={setOpen}
    >
      <Editor
        endpoint={endpoint}
        onDone={() => {
          setOpen(false);
          router.refresh();
          toast("Endpoint saved");
        }}
      />
    </Dialog>
  );
}

function Editor({ endpoint, onDone }: OfEndpoint & { onDone: () => void }) {
  const used = useAction<EndpointSettings, WebhookEndpoint>(
    (settings) => changeEndpoint({ endpoint_id: endpoint.id, ...settings }),
    onDone,
  );
  return <EndpointForm initial={endpoint} submitLabel="Save" pendingLabel="Saving…" used={used} />;
}

const OVERLAPS = [
  { seconds: DEFAULT_OVERLAP_SECONDS, label: "For 24 hours" },
  { seconds: 3_600, label: "For an hour" },
  { seconds: MAX_OVERLAP_SECONDS, label: "For 7 days" },
  { seconds: 0, label: "No longer: it ends now" },
];

export function RotateSecret({ endpoint }: OfEndpoint) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [rotated, setRotated] = useState<NewWebhookEndpoint | null>(null);
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size="small">
          Rotate secret
        </Button>
      }
      title={rotated === null ? "Rotate the signing secret" : "Keep the new signing secret"}
      description={
        rotated === null
          ? "You get a new secret. Meanwhile the old one signs too, so that nothing is refused while you change over."
          : "Put it in place before the old one ends."
      }
      open={open}
      onOpenChange={setOpen}
      dismissible={rotated === null}
    >
      {rotated === null ? (
        <RotationForm endpoint={endpoint} onRotated={setRotated} />
      ) : (
        <>
          <SecretReveal label="Signing secret" secret={rotated.secret} note={SECRET_NOTE} />
          <DialogActions>
            <Button
              onClick={() => {
                setOpen(false);
                setRotated(null);
                router.refresh();
              }}
            >
              I have kept it
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function RotationForm({
  endpoint,
  onRotated,
}: OfEndpoint & { onRotated: (rotated: NewWebhookEndpoint) => void }) {
  const [seconds, setSeconds] = useState(DEFAULT_OVERLAP_SECONDS);
  const { run, pending, problem } = useAction(
    (overlap: number) => rotateSecret({ endpoint_id: endpoint.id, overlap_seconds: overlap }),
    onRotated,
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run(seconds);
      }}
    >
      <div className="space-y-4">
        {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
        <FormField label="The old secret signs too">
          {(control) => (
            <Select {...control} value={seconds} onChange={(event) => setSeconds(Number(event.target.value))}>
              {OVERLAPS.map((overlap) => (
                <option key={overlap.seconds} value={overlap.seconds}>
                  {overlap.label}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        {endpoint.previous_secret_expires_at !== null && (
          <p className="text-sm text-muted">
            A rotation is under way: the secret before that one ends as soon as you rotate again.
          </p>
        )}
      </div>
      <DialogSubmit pending={pending} pendingLabel="Rotating…">
        Rotate secret
      </DialogSubmit>
    </form>
  );
}

export function EnableOrDisable({ endpoint }: OfEndpoint) {
  const router = useRouter();
  const { run, pending, problem } = useAction(
    () => changeEndpoint({ endpoint_id: endpoint.id, enabled: true }),
    () => {
      router.refresh();
      toast("Endpoint enabled");
    },
  );
  if (endpoint.status === "disabled") {
    return (
      <>
        {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
        <Button
          kind="quiet"
          size="small"
          aria-disabled={pending}
          onClick={() => {
            if (!pending) run(undefined);
          }}
        >
          {pending ? "Enabling…" : "Enable"}
        </Button>
      </>
    );
  }
  return (
    <ConfirmDialog
      trigger={
        <Button kind="quiet" size="small">
          Disable
        </Button>
      }
      title="Disable this endpoint?"
      description="Nothing more is sent to it, and what waits is given up. You can enable it again, and replay what it missed while it was on."
      confirmLabel="Disable"
      pendingLabel="Disabling…"
      action={() => changeEndpoint({ endpoint_id: endpoint.id, enabled: false })}
      onDone={() => {
        router.refresh();
        toast("Endpoint disabled");
      }}
    />
  );
}

export function DeleteEndpoint({ endpoint }: OfEndpoint) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button kind="quiet" size="small">
          Delete
        </Button>
      }
      title="Delete this endpoint?"
      description={
        <>
          <span className="font-mono wrap-anywhere">{endpoint.url}</span> gets no more events, and its signing
          secret and deliveries are gone for good.
        </>
      }
      confirmLabel="Delete endpoint"
      pendingLabel="Deleting…"
      action={() => removeEndpoint({ endpoint_id: endpoint.id })}
      onDone={() => {
        router.push("/partner/webhooks");
        toast("Endpoint deleted");
      }}
    />
  );
}
