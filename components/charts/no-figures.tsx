import { ChartNoAxesColumn } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";

/** What a chart shows that has nothing to show. */
export function NoFigures({ children = "Nothing in this period." }: { children?: ReactNode }) {
  return (
    <EmptyState
      icon={<ChartNoAxesColumn />}
      title="No figures"
      headingLevel={3}
      className="mt-4 min-h-60 justify-center border-0 py-8"
    >
      {children}
    </EmptyState>
  );
}
