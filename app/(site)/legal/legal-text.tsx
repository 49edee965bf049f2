import Link from "next/link";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";

/** No images, and links to pages of this site or by https or e-mail only. */
const SCHEMA = {
  ...defaultSchema,
  tagNames: ["h2", "h3", "p", "ul", "ol", "li", "a", "strong", "em", "code", "blockquote", "br", "hr"],
  protocols: { href: ["https", "mailto"] },
};

const COMPONENTS: Components = {
  h2: ({ children }) => <h2 className="pt-6 text-xl font-semibold tracking-tight">{children}</h2>,
  h3: ({ children }) => <h3 className="pt-2 font-semibold">{children}</h3>,
  p: ({ children }) => <p className="text-pretty">{children}</p>,
  ul: ({ children }) => <ul className="list-disc space-y-2 pl-5 marker:text-muted">{children}</ul>,
  ol: ({ children }) => <ol className="list-decimal space-y-2 pl-5 marker:text-muted">{children}</ol>,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  code: ({ children }) => (
    <code className="rounded bg-sunken px-1.5 py-0.5 font-mono text-[0.875em] wrap-anywhere">{children}</code>
  ),
  a: ({ href = "", children }) =>
    href.startsWith("/") ? (
      <Link prefetch={false} href={href} className="link">
        {children}
      </Link>
    ) : (
      <a href={href} rel="noreferrer" className="link">
        {children}
      </a>
    ),
};

/** A legal text, rendered on the server: the browser gets HTML and no Markdown. */
export function LegalText({ markdown }: { markdown: string }) {
  return (
    <div className="space-y-4 wrap-anywhere">
      <Markdown rehypePlugins={[[rehypeSanitize, SCHEMA]]} components={COMPONENTS}>
        {markdown}
      </Markdown>
    </div>
  );
}
