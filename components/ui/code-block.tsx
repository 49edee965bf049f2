import { CopyButton } from "@/components/ui/copy-button";

interface CodeBlockProps {
  /** Unique on the page. */
  id: string;
  /** What it is: "Sign up". */
  title: string;
  /** Where it is typed, or what it is: "Shell", "JSON". */
  language: string;
  code: string;
  /** Whether it is there to be copied; a reply is there to be read. */
  copy?: boolean;
}

export function CodeBlock({ id, title, language, code, copy = true }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-xl bg-code text-code-ink">
      <figcaption className="flex min-h-11 items-center justify-between gap-3 border-b border-code-line pr-1.5 pl-4">
        <span className="text-sm font-medium">{title}</span>
        <span className="flex items-center gap-1">
          <span className="px-2 font-mono text-xs text-code-muted">{language}</span>
          {copy && <CopyButton from={id} label={`Copy: ${title}`} />}
        </span>
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        className="overflow-x-auto px-4 py-4 font-mono text-[0.8125rem] leading-relaxed outline-offset-[-3px] outline-code-ink"
      >
        <code id={id}>{code}</code>
      </pre>
    </figure>
  );
}
