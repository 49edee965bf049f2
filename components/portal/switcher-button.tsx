import { Building2, ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";

type SwitcherButtonProps = ComponentProps<"button"> & {
  current: { companyName: string; detail: string };
  busy?: boolean;
};

/** Says whose data are shown. */
export function SwitcherButton({ current, busy = false, ...props }: SwitcherButtonProps) {
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-busy={busy}
      className="flex min-h-12 w-full cursor-pointer items-center gap-3 rounded-xl border border-line bg-card px-3 py-1.5 text-left transition-colors hover:border-edge"
      {...props}
    >
      <span
        aria-hidden
        className="flex size-7 shrink-0 items-center justify-center rounded-md bg-sunken text-muted"
      >
        <Building2 size={15} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="sr-only">Company: </span>
        <span className="block truncate text-sm font-medium">{current.companyName}</span>
        <span className="block truncate text-xs text-muted">{current.detail}</span>
      </span>
      <ChevronsUpDown aria-hidden size={15} className="shrink-0 text-muted" />
    </button>
  );
}
