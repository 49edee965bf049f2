"use client";

import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { followPayments } from "@/app/partner/billing/actions";
import { useConfirmation } from "@/app/partner/billing/use-confirmation";
import { Notice } from "@/components/ui/error-notice";
import type { PaymentState } from "@/lib/billing/billing/schemas";

/** An invoice that waits to be paid, and what is said when it no longer does. */
export interface WaitingPayment {
  invoice_id: string;
  paid: string;
  dropped: string;
}

const read = (ids: string) => followPayments({ invoice_ids: ids.split(" ") });
const isOver = ({ state }: PaymentState) => state !== "waiting";
const isAnswer = (payments: PaymentState[]) => payments.some(isOver);

const Hushed = createContext<(invoiceId: string) => void>(() => undefined);

/** For who ends a payment's waiting here, and says so themselves: it is not told a second time. */
export function useHush(): (invoiceId: string) => void {
  return useContext(Hushed);
}

/**
 * Follows what is paid or dropped elsewhere: on the invoice's own page, in another tab, or by somebody else of the team.
 * Says what became of it, and shows the page anew. Without anything that waits it does nothing.
 */
export function FollowPayments({
  waiting,
  children,
}: {
  waiting: readonly WaitingPayment[];
  children: ReactNode;
}) {
  const ids = waiting.map(({ invoice_id }) => invoice_id);
  const confirmation = useConfirmation(ids.length === 0 ? null : ids.join(" "), read, isAnswer);
  // What is over waits no longer when its outcome is said.
  const [known, setKnown] = useState(waiting);
  const fresh = waiting.filter(({ invoice_id }) => !known.some((one) => one.invoice_id === invoice_id));
  if (fresh.length > 0) setKnown([...known, ...fresh]);
  const [hushed, setHushed] = useState<readonly string[]>([]);
  const hush = useCallback((invoiceId: string) => setHushed((before) => [...before, invoiceId]), []);

  const told = confirmation.state === "told" ? confirmation.value : [];
  // Where something new waits, what was said of the last is old.
  const current = ids.every((id) => told.some(({ invoice_id }) => invoice_id === id));
  const over = current
    ? told.filter((one) => isOver(one) && !ids.includes(one.invoice_id) && !hushed.includes(one.invoice_id))
    : [];
  return (
    <Hushed value={hush}>
      <div role="status" className={over.length === 0 ? "sr-only" : "space-y-3"}>
        {over.map(({ invoice_id, state }) => {
          const words = known.find((one) => one.invoice_id === invoice_id);
          return (
            <Notice key={invoice_id} tone={state === "paid" ? "pine" : "gold"}>
              {state === "paid" ? words?.paid : words?.dropped}
            </Notice>
          );
        })}
      </div>
      {children}
    </Hushed>
  );
}
