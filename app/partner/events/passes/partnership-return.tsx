"use client";

import { readPartnershipPurchase } from "@/app/partner/events/passes/actions";
import { PurchaseReturn } from "@/app/partner/events/passes/purchase-return";

const read = (checkout_session_id: string) => readPartnershipPurchase({ checkout_session_id });
const isAnswer = ({ ends_at }: { ends_at: string | null }) => ends_at !== null;

export function PartnershipReturn({ sessionId }: { sessionId: string }) {
  const done = "Thank you. Your event partnership is there. Its months are listed below.";
  return <PurchaseReturn sessionId={sessionId} read={read} isAnswer={isAnswer} done={done} />;
}
