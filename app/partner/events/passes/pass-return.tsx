"use client";

import { readPassPurchase } from "@/app/partner/events/passes/actions";
import { PurchaseReturn } from "@/app/partner/events/passes/purchase-return";

const read = (checkout_session_id: string) => readPassPurchase({ checkout_session_id });
const isAnswer = ({ paid_at }: { paid_at: string | null }) => paid_at !== null;

export function PassReturn({ sessionId }: { sessionId: string }) {
  const done = "Thank you. Your event pass is ready to use.";
  return <PurchaseReturn sessionId={sessionId} read={read} isAnswer={isAnswer} done={done} />;
}
