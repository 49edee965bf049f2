"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { endLearning, startLearning, updateKey } from "@/app/partner/keys/actions";
import { errorAt, linesOf } from "@/app/partner/keys/key-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { compileAllowlist } from "@/lib/partners/api-keys/ip-allowlist";
import type { KeyLearning } from "@/lib/partners/api-keys/schemas";

interface LearningPanelProps {
  keyId: string;
  allowlist: readonly string[];
  learning: KeyLearning;
  mayWrite: boolean;
}

/** Learns from where a key is used, and makes an allowlist of that. */
export function LearningPanel({ keyId, allowlist, learning, mayWrite }: LearningPanelProps) {
  const { learns_until, addresses } = learning;
  return (
    <div className="space-y-5">
      {learns_until !== null && (
        <Notice tone="plum" action={mayWrite && <StopButton keyId={keyId} />}>
          Learning until <Time at={learns_until} format="absolute" />. Addresses appear here a few seconds
          after a call.
        </Notice>
      )}
      {learns_until === null && mayWrite && <StartLearning keyId={keyId} again={addresses.length > 0} />}
      {addresses.length > 0 && (
        <>
          <SeenTable learning={learning} allowlist={allowlist} />
          {mayWrite && <Proposal key={learning.proposal.join()} keyId={keyId} learning={learning} />}
        </>
      )}
    </div>
  );
}

function StartLearning({ keyId, again }: { keyId: string; again: boolean }) {
  const [days, setDays] = useState<"1" | "7" | "14">("7");
  const router = useRouter();
  const { run, pending, problem } = useAction(startLearning, () => {
    toast("The key is learning");
    router.refresh();
  });
  return (
    <Card className="space-y-4 p-5">
      <div className="space-y-1 text-sm">
        <h3 className="font-medium">{again ? "Learn some more" : "Learn the allowlist"}</h3>
        <p className="text-muted">
          For some days we note the addresses this key is used from, and propose an allowlist of them. Nothing
          is refused meanwhile.
        </p>
      </div>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <div className="flex flex-wrap items-center gap-3">
        <SegmentedControl
          label="For how long"
          value={days}
          onChange={setDays}
          options={[
            { value: "1", label: "1 day" },
            { value: "7", label: "7 days" },
            { value: "14", label: "14 days" },
          ]}
        />
        <Button
          size="small"
          kind="quiet"
          aria-disabled={pending}
          onClick={() => {
            if (!pending) run({ key_id: keyId, days: Number(days) });
          }}
        >
          {pending ? "Starting…" : "Start learning"}
        </Button>
      </div>
    </Card>
  );
}

function StopButton({ keyId }: { keyId: string }) {
  const router = useRouter();
  const { run, pending, problem } = useAction(endLearning, () => {
    toast("The key has stopped learning");
    router.refresh();
  });
  return (
    <>
      <Button
        kind="bare"
        size="small"
        aria-disabled={pending}
        onClick={() => {
          if (!pending) run({ key_id: keyId, forget: false });
        }}
      >
        Stop now
      </Button>
      {problem !== null && <span role="alert">{problem.detail}</span>}
    </>
  );
}

function SeenTable({ learning, allowlist }: { learning: KeyLearning; allowlist: readonly string[] }) {
  const allows = compileAllowlist(allowlist);
  return (
    <Table label="Addresses seen" frameClassName="max-h-96 overflow-y-auto">
      <thead>
        <tr className="border-b border-line">
          <HeadCell>Address</HeadCell>
          <HeadCell className="text-right">Calls</HeadCell>
          <HeadCell>Last seen</HeadCell>
          {allows !== null && <HeadCell>Allowed now</HeadCell>}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {learning.addresses.map(({ address, calls, last_seen_at }) => (
          <tr key={address}>
            <RowHead className="font-mono font-normal">{address}</RowHead>
            <Cell className="text-right tabular-nums">{calls.toLocaleString("en")}</Cell>
            <Cell>
              <Time at={last_seen_at} />
            </Cell>
            {allows !== null && <Cell>{allows(address) ? "yes" : "no"}</Cell>}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The proposal, to be taken as it is or changed first; says whom it would shut out. */
function Proposal({ keyId, learning }: { keyId: string; learning: KeyLearning }) {
  const [text, setText] = useState(learning.proposal.join("\n"));
  const router = useRouter();
  const { run, pending, problem } = useAction(updateKey, () => {
    toast("The allowlist is in force");
    router.refresh();
  });
  const entries = linesOf(text);
  const uncovered = useMemo(() => uncoveredBy(linesOf(text), learning), [text, learning]);
  return (
    <Card className="space-y-4 p-5">
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField
        label="Proposed allowlist"
        hint="Several addresses of one network are proposed as that network. One a line; change it as you like."
        error={errorAt(problem, "ip_allowlist")}
      >
        {(control) => (
          <Textarea
            {...control}
            value={text}
            onChange={(event) => setText(event.target.value)}
            spellCheck={false}
            autoCapitalize="none"
            className="font-mono text-sm"
          />
        )}
      </FormField>
      <div aria-live="polite">
        {uncovered.length > 0 && (
          <Notice tone="gold">
            {uncovered.length === 1
              ? `${uncovered[0]} was seen and is not covered: its calls would be refused.`
              : `${uncovered.length} of ${learning.addresses.length} addresses seen are not covered, such as ${uncovered[0]}: their calls would be refused.`}
          </Notice>
        )}
      </div>
      <div className="flex flex-wrap gap-2.5">
        <Button
          aria-disabled={pending || entries.length === 0}
          onClick={() => {
            if (!pending && entries.length > 0) run({ key_id: keyId, changes: { ip_allowlist: entries } });
          }}
        >
          {pending ? "Saving…" : "Use this allowlist"}
        </Button>
        <ConfirmDialog
          trigger={<Button kind="quiet">Forget addresses</Button>}
          title="Forget the addresses?"
          description="What this key has learnt is removed, and learning stops. Its allowlist stays as it is."
          confirmLabel="Forget addresses"
          pendingLabel="Forgetting…"
          action={() => endLearning({ key_id: keyId, forget: true })}
          onDone={() => router.refresh()}
        />
      </div>
    </Card>
  );
}

function uncoveredBy(entries: readonly string[], learning: KeyLearning): string[] {
  try {
    const allows = compileAllowlist(entries);
    return learning.addresses.map(({ address }) => address).filter((address) => allows?.(address) === false);
  } catch {
    // Somebody is typing; the server names the entry that is wrong.
    return [];
  }
}
