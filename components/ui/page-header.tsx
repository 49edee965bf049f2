import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Beside the title: a state. */
  badge?: ReactNode;
  /** At the right: the page's main button, a range picker. */
  actions?: ReactNode;
}

/** The top of a page in the portal; its h1. */
export function PageHeader({ title, description, badge, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 max-w-3xl space-y-1 sm:flex-1 sm:basis-80">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-2xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
          {badge}
        </div>
        {description !== undefined && <p className="text-pretty text-muted">{description}</p>}
      </div>
      {actions !== undefined && (
        <div className="flex min-w-0 max-w-full flex-wrap items-center gap-2.5">{actions}</div>
      )}
    </header>
  );
}

interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of such a page, with its own title. */
export function Section({ title, description, actions, children }: SectionProps) {
  return (
    <section className="space-y-4">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-3xl sm:flex-1 sm:basis-72">
          <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
          {description !== undefined && <p className="text-sm text-pretty text-muted">{description}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2.5">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
