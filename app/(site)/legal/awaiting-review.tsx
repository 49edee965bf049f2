import { Notice } from "@/components/ui/error-notice";

/** Every legal page says this until counsel has reviewed the texts. */
export function AwaitingReview() {
  return (
    <Notice tone="gold">
      <strong className="font-medium">Draft awaiting review by counsel.</strong> This text says how the
      product works today. A lawyer has not reviewed it yet.
    </Notice>
  );
}
