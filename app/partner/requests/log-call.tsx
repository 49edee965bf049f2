import type { ReactNode } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { linkTo } from "@/lib/platform/brand";

interface LogCallProps {
  icon: ReactNode;
  title: string;
  mode: "live" | "test";
}

/** What stands where there are no calls yet: one to paste, which is here a moment later. */
export function LogCall({ icon, title, mode }: LogCallProps) {
  return (
    <div className="space-y-4">
      <EmptyState icon={icon} title={title}>
        Make a call with one of your {mode} keys, in place of the dots. It is here a moment later.
      </EmptyState>
      <CodeBlock
        id="log-call"
        title="A call to paste"
        language="Shell"
        code={`curl -s '${linkTo(null, "/api/v1/sandbox/people?limit=1")}' -H 'X-API-Key: sk_${mode}_…'`}
      />
    </div>
  );
}
