import { SharedReportView } from "@/app/shared/shared-report";
import { SharedResultView } from "@/app/shared/shared-result";
import type { StoredShare } from "@/lib/people/sharing/schemas";

interface SharePreviewProps {
  content: StoredShare;
  names: readonly (string | null)[];
}

/** Exactly what a link shows, word for word. */
export function SharePreview({ content, names }: SharePreviewProps) {
  return (
    <details className="text-sm">
      <summary className="inline-flex min-h-9 cursor-pointer items-center text-muted underline underline-offset-4 hover:text-ink">
        See exactly what it shows
      </summary>
      <div className="mt-3 rounded-2xl border border-line bg-paper p-4 text-base sm:p-6">
        {content.kind === "result" ? (
          <SharedResultView content={content} />
        ) : (
          <SharedReportView content={content} names={names} />
        )}
      </div>
    </details>
  );
}
