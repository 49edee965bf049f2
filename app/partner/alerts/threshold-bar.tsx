import { cx } from "class-variance-authority";

/** How far a value has come towards its threshold: 1 where it is reached. For the eye; the figures stand above it. */
export function ThresholdBar({ share }: { share: number | null }) {
  const percent = Math.min(100, Math.max(0, (share ?? 0) * 100));
  return (
    <div aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset">
      <div
        className={cx(
          "h-full rounded-full transition-[width]",
          percent >= 100 ? "bg-ember" : percent >= 80 ? "bg-gold" : "bg-plum",
        )}
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
