import Link from "next/link";
import { Fragment, type ReactNode } from "react";

/** The little Markdown that descriptions of endpoints and fields use: paragraphs, `code`, and paths of this site. */
export function ShortMarkdown({ text, className }: { text: string; className?: string }) {
  return (
    <div className={`space-y-3 ${className ?? ""}`}>
      {text.split("\n\n").map((paragraph) => (
        <p key={paragraph}>{inline(paragraph)}</p>
      ))}
    </div>
  );
}

function inline(text: string): ReactNode {
  return text.split(/(`[^`]+`|\/docs\/[a-z-]+)/).map((part, index) => {
    const key = `${index}-${part}`;
    if (part.startsWith("`")) {
      return (
        <code key={key} className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.86em] break-words">
          {part.slice(1, -1)}
        </code>
      );
    }
    if (part.startsWith("/docs/")) {
      return (
        <Link key={key} prefetch={false} href={part} className="link">
          {part}
        </Link>
      );
    }
    return <Fragment key={key}>{part}</Fragment>;
  });
}
