import { CopyButton } from "@/components/ui/copy-button";
import { Highlighted } from "./highlighted";

interface ReplyBlockProps {
  /** Unique on the page. */
  id: string;
  title: string;
  code: string;
  grammar?: "json" | "http" | "text";
  copy?: boolean;
}

/** Something to be read rather than run: a reply, headers, a text. */
export function ReplyBlock({ id, title, code, grammar = "json", copy = false }: ReplyBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-xl bg-code text-code-ink">
      <figcaption className="flex min-h-10 items-center justify-between border-b border-code-line pr-1.5 pl-4 text-sm font-medium">
        <span>{title}</span>
        {copy && <CopyButton from={id} label={`Copy: ${title}`} />}
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        className="docs-code"
      >
        <code id={id}>
          <Highlighted code={code} grammar={grammar} />
        </code>
      </pre>
    </figure>
  );
}
