import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

interface AuthCardProps {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  /** Below the card: other ways. */
  footer?: ReactNode;
}

/** One thing to do, and the way to the others. */
export function AuthCard({ title, intro, children, footer }: AuthCardProps) {
  return (
    <>
      <Card className="p-6 sm:p-9">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {intro !== undefined && <div className="mt-2 text-muted">{intro}</div>}
        <div className="mt-6">{children}</div>
      </Card>
      {footer !== undefined && <div className="mt-6 space-y-2 text-center text-sm text-muted">{footer}</div>}
    </>
  );
}
