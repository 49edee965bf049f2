import { cva } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const noticeStyle = cva("flex gap-2.5 rounded-lg px-3.5 py-3 text-sm", {
  variants: {
    tone: { plum: "bg-plum-soft", pine: "bg-pine-soft", gold: "bg-gold-soft", ember: "bg-ember-soft" },
  },
});

const ICON = { plum: Info, pine: CircleCheck, gold: TriangleAlert, ember: CircleAlert } as const;
const ICON_STYLE = {
  plum: "text-plum",
  pine: "text-pine",
  gold: "text-gold",
  ember: "text-ember",
} as const;

interface NoticeProps {
  tone?: keyof typeof ICON;
  children: ReactNode;
  /** A link or button at its end. */
  action?: ReactNode;
  className?: string;
}

/** A sentence that belongs to what stands below it. */
export function Notice({ tone = "plum", children, action, className }: NoticeProps) {
  const Icon = ICON[tone];
  return (
    <div className={noticeStyle({ tone, className })}>
      <Icon aria-hidden size={18} className={`mt-px shrink-0 ${ICON_STYLE[tone]}`} />
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">{children}</div>
        {action}
      </div>
    </div>
  );
}

/** Why something was not done; screen readers hear it when it appears. */
export function ErrorNotice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div role="alert">
      <Notice tone="ember" action={action}>
        {children}
      </Notice>
    </div>
  );
}
