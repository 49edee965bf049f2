import { Notice } from "@/components/ui/error-notice";

/** Says that the people of an edition do not exist. */
export function SyntheticNotice() {
  return (
    <Notice tone="gold">
      <strong className="font-semibold">Synthetic data.</strong> The people in these editions were drawn by
      chance for this demo and do not exist. Nothing here says anything about the world.
    </Notice>
  );
}
