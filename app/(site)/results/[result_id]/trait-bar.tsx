interface TraitBarProps {
  /** In points of 100. */
  low: number;
  high: number;
  at: number;
  /** Where it was the time before; null where there was none. */
  before?: number | null;
}

/** A trait from 0 to 100: its range shaded, and a dot where it most likely is. The words beside it say the same. */
export function TraitBar({ low, high, at, before = null }: TraitBarProps) {
  return (
    <svg aria-hidden="true" className="block h-4 w-full overflow-visible print:[print-color-adjust:exact]">
      <rect x="0" y="6" width="100%" height="4" rx="2" className="fill-sunken" />
      <rect x={`${low}%`} y="4" width={`${high - low}%`} height="8" rx="4" className="fill-plum/30" />
      {before !== null && <rect x={`${before}%`} y="1" width="2" height="14" rx="1" className="fill-muted" />}
      <circle cx={`${at}%`} cy="8" r="6" className="fill-plum stroke-card" strokeWidth="2" />
    </svg>
  );
}
