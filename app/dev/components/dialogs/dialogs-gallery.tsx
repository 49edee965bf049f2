"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogActions, DialogClose } from "@/components/ui/dialog";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { Section } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast-store";

export function DialogsGallery() {
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
