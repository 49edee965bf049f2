"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { answer, setStatus } from "@/app/admin/tickets/actions";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { MAX_TEXT_LENGTH, type TicketStatus } from "@/lib/partners/support/ticket-terms";

interface AnswerFormProps {
  ticketId: string;
  status: TicketStatus;
}

/** Answers a ticket, or moves it without a word. */
export function AnswerForm({ ticketId, status }: AnswerFormProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const answering = useAction(answer, ({ redacted }) => {
    setText("");
    toast(
      "The answer is sent",
      redacted > 0 ? { description: "What looked like a secret was taken out of it." } : {},
    );
    router.refresh();
  });
  const moving = useAction(setStatus, () => {
    toast("The status is changed");
    router.refresh();
  });
  const pending = answering.pending || moving.pending;
  const problem = answering.problem ?? moving.problem;
  const wrong = answering.errorOf("text");
  const send = (next: "waiting" | "solved") => {
    if (!pending) answering.run({ ticket_id: ticketId, text, status: next });
  };
  const move = (next: TicketStatus) => {
    if (!pending) moving.run({ ticket_id: ticketId, status: next });
  };
  if (status === "closed") {
    return (
      <div className="space-y-3">
        {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
        <Button kind="quiet" aria-disabled={pending} onClick={() => move("open")}>
          Reopen
        </Button>
      </div>
    );
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        send("waiting");
      }}
    >
      {problem !== null && wrong === undefined && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField
        label="Your reply"
        hint="Plain text. Whoever opened the ticket gets it by mail, with your name."
        error={wrong}
      >
        {(control) => (
          <Textarea
            {...control}
            value={text}
            onChange={(event) => setText(event.target.value)}
            maxLength={MAX_TEXT_LENGTH}
            rows={6}
          />
        )}
      </FormField>
      <div className="flex flex-wrap gap-2.5">
        <Button type="submit" aria-disabled={pending}>
          {answering.pending ? "Sending…" : "Send reply"}
        </Button>
        <Button type="button" kind="quiet" aria-disabled={pending} onClick={() => send("solved")}>
          Send and solve
        </Button>
        {status !== "solved" && (
          <Button type="button" kind="bare" aria-disabled={pending} onClick={() => move("solved")}>
            Mark solved
          </Button>
        )}
        <Button type="button" kind="bare" aria-disabled={pending} onClick={() => move("closed")}>
          Close
        </Button>
      </div>
    </form>
  );
}
