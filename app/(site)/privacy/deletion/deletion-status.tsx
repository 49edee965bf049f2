"use client";

import { useActionState } from "react";
import { MailedSecret } from "@/app/(auth)/mailed-secret";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { ShownDeletion } from "@/lib/identity/privacy/find-deletion";
import { cancelByLink, openDeletion } from "../actions";
import { dayOf } from "../words";

/** Opens a deletion by its code: when it is due, the way to cancel it, and afterwards the receipt. */
export function DeletionStatus() {
  const [opened, open] = useActionState(openDeletion, UNSENT);
  const [cancelled, cancel] = useActionState(cancelByLink, UNSENT);
  const newest = cancelled.result?.ok === true ? cancelled.result : opened.result;
  if (newest?.ok === true) {
    return (
      <div className="space-y-5" role="status">
        <FormProblem state={cancelled} />
        <Shown deletion={newest.value.deletion} />
        {newest.value.deletion.state === "waiting" && (
          <form action={cancel}>
            <input type="hidden" name="token" value={newest.value.token} />
            <SubmitButton pendingLabel="Cancelling…">Keep my data</SubmitButton>
          </form>
        )}
      </div>
    );
  }
  return (
    <form action={open} noValidate className="max-w-md space-y-5">
      <FormProblem state={opened} />
      <MailedSecret
        name="token"
        label="Code from the link"
        guide={{
          empty: "Open the link from our email, or paste its code here.",
          filled: "Press the button to see where your deletion stands.",
        }}
        state={opened}
      />
      <SubmitButton pendingLabel="Opening…" data-next>
        Show my deletion
      </SubmitButton>
    </form>
  );
}

function Shown({ deletion }: { deletion: ShownDeletion }) {
  const { state, dueAt, finishedAt } = deletion;
  if (state === "cancelled")
    return <Notice tone="pine">This deletion was cancelled. Nothing was removed.</Notice>;
  if (state === "running")
    return <Notice>We are deleting everything right now. Look again in a few minutes.</Notice>;
  if (state === "waiting") {
    return (
      <Notice>
        Everything will be deleted on {dayOf(dueAt)}. Until then nothing is lost, and you can change your
        mind.
      </Notice>
    );
  }
  return (
    <>
      <Notice tone="pine">
        Everything was deleted on {dayOf(finishedAt ?? dueAt)}. This is your receipt.
      </Notice>
      <Receipt deletion={deletion} />
    </>
  );
}

/** On a narrow screen a name breaks between its words. */
function TableName({ name }: { name: string }) {
  return name.split(/(?<=[._])/).map((word, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the words of a name never move
    <span key={at}>
      {word}
      <wbr />
    </span>
  ));
}

function Receipt({ deletion: { lines } }: { deletion: ShownDeletion }) {
  const kept = lines.filter(({ keptWhy }) => keptWhy !== null);
  return (
    <div className="space-y-6">
      <Table label="What was removed, by table">
        <thead>
          <tr>
            <HeadCell>Table</HeadCell>
            <HeadCell className="text-right">Removed</HeadCell>
            <HeadCell className="text-right">Made nameless</HeadCell>
            <HeadCell className="text-right">Kept</HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {lines.map(({ subject, erasedRows, clearedRows, keptRows }) => (
            <tr key={subject}>
              <RowHead className="font-mono text-xs">
                <TableName name={subject} />
              </RowHead>
              <Cell className="text-right tabular-nums">{erasedRows}</Cell>
              <Cell className="text-right tabular-nums">{clearedRows}</Cell>
              <Cell className="text-right tabular-nums">{keptRows}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      {kept.length > 0 && (
        <section className="space-y-3">
          <h2 className="text-lg font-semibold">What stays, and why</h2>
          <ul className="space-y-2">
            {kept.map(({ subject, keptWhy }) => (
              <li key={subject}>
                <Card className="space-y-1 p-4">
                  <p className="font-mono text-xs">
                    <TableName name={subject} />
                  </p>
                  <p className="text-pretty text-muted">{keptWhy}</p>
                </Card>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
