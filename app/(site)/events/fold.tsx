import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

interface FoldProps {
  summary: string;
  open?: boolean;
  children: ReactNode;
}

/** What most readers need not see at first. It opens without scripts. */
export function Fold({ summary, open = false, children }: FoldProps) {
  return (
    <details open={open} className="group/fold">
      <summary className="inline-flex min-h-9 cursor-pointer items-center gap-1.5 text-sm font-medium text-plum">
        {summary}
        <ChevronDown aria-hidden size={16} className="transition-transform group-open/fold:rotate-180" />
      </summary>
      <div className="pt-4">{children}</div>
    </details>
  );
}
