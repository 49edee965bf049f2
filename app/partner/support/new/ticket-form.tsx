"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { sendTicket } from "@/app/partner/support/actions";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { CallFacts } from "@/lib/partners/support/schemas";
import { MAX_SUBJECT_LENGTH, MAX_TEXT_LENGTH } from "@/lib/partners/support/ticket-terms";

/** What a ticket says. */
export function TicketForm({ call }: { call: CallFacts | null }) {
  const router = useRouter();
  const [subject, setSubject] = useState(
    call === null
      ? ""
      : `${call.status} ${call.error_code ?? ""} from ${call.method} ${call.endpoint}`.replace("  ", " "),
  );
  const [text, setText] = useState("");
  const [requestId, setRequestId] = useState("");
  const { run, pending, problem, errorOf } = useAction(sendTicket, ({ ticket, redacted }) => {
    toast(`Ticket #${ticket.number} is open`, { description: "We answer here and by mail." });
    router.push(`/partner/support/${ticket.id}${redacted > 0 ? `?redacted=${redacted}` : ""}`);
  });
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run({ subject, text, request_id: call?.request_id ?? requestId.trim() });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Subject" error={errorOf("subject")}>
        {(control) => (
          <Input
            {...control}
            value={subject}
            maxLength={MAX_SUBJECT_LENGTH}
            onChange={(event) => setSubject(event.target.value)}
          />
        )}
      </FormField>
      <FormField
        label="What happened, and what did you expect?"
        hint="Plain text. Do not paste keys: those that we recognise are taken out before it is stored."
        error={errorOf("text")}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={8}
            value={text}
            maxLength={MAX_TEXT_LENGTH}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </FormField>
      {call === null && (
        <FormField
          label="Request ID"
          optional
          hint="Of a call that it is about: the Request-Id header, or request_id in an error."
          error={errorOf("request_id")}
        >
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={100}
              value={requestId}
              onChange={(event) => setRequestId(event.target.value)}
            />
          )}
        </FormField>
      )}
      <SubmitButton pending={pending} pendingLabel="Sending…">
        Open ticket
      </SubmitButton>
    </form>
  );
}
