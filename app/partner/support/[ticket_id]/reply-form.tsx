"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { sendReply } from "@/app/partner/support/actions";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { MAX_TEXT_LENGTH } from "@/lib/partners/support/ticket-terms";

/** Where one writes on. */
export function ReplyForm({ ticketId, solved }: { ticketId: string; solved: boolean }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const { run, pending, problem, errorOf, value } = useAction(sendReply, () => {
    setText("");
    toast("Your reply is sent");
    router.refresh();
  });
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run({ ticket_id: ticketId, text });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      {value !== null && value.redacted > 0 && (
        <Notice tone="gold">
          {value.redacted === 1 ? "A key or secret was" : `${value.redacted} keys or secrets were`} taken out
          of your reply before it was stored. If it has been anywhere else, rotate it.
        </Notice>
      )}
      <FormField
        label="Your reply"
        error={errorOf("text")}
        hint={solved ? "This ticket is solved; a reply opens it again." : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            value={text}
            maxLength={MAX_TEXT_LENGTH}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </FormField>
      <SubmitButton pending={pending} pendingLabel="Sending…">
        Send reply
      </SubmitButton>
    </form>
  );
}
