import Link from "next/link";
import type { ReactNode } from "react";
import { DOCS_PAGES, type DocsLink, type DocsPageName, neighboursOf, type SectionOf } from "../pages";

interface GuideProps<P extends DocsPageName> {
  page: P;
  /** The answer, before anything else is said. */
  lead: ReactNode;
  sections: Record<SectionOf<P>, ReactNode>;
  children?: ReactNode;
}

/** A page of the documentation: the answer first, then its sections, each with an anchor. */
export function Guide<P extends DocsPageName>({ page, lead, sections, children }: GuideProps<P>) {
  const { path, title, sections: titles } = DOCS_PAGES[page];
  const named = Object.entries(titles) as [SectionOf<P>, string][];
  return (
    <DocsArticle path={path} title={title} lead={lead} contents={named}>
      {named.map(([id, heading]) => (
        <Section key={id} id={id} title={heading}>
          {sections[id]}
        </Section>
      ))}
      {children}
    </DocsArticle>
  );
}

interface DocsArticleProps {
  path: string;
  title: string;
  lead: ReactNode;
  contents: readonly (readonly [id: string, title: string])[];
  /** Whether the page needs the whole width: its contents then stand above it. */
  wide?: boolean;
  children: ReactNode;
}

/** The article and its list of contents: at the side where there is room, above it where all width is needed. */
export function DocsArticle({ path, title, lead, contents, wide = false, children }: DocsArticleProps) {
  const aside = contents.length > 0 && !wide;
  return (
    <div
      className={
        aside ? "grid grid-cols-[minmax(0,1fr)] gap-x-12 xl:grid-cols-[minmax(0,1fr)_12rem]" : undefined
      }
    >
      <article className="min-w-0">
        <header className="docs-prose max-w-3xl">
          <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">{title}</h1>
          <div className="docs-lead">{lead}</div>
        </header>
        {wide && <ContentsAbove contents={contents} />}
        {children}
        <Neighbours path={path} />
      </article>
      {aside && (
        <nav aria-label="On this page" className="docs-contents hidden xl:block">
          <div className="sticky top-6 max-h-[calc(100dvh-3rem)] overflow-y-auto pb-6">
            <p className="mb-2 text-xs font-medium text-muted">On this page</p>
            <ul className="border-l border-line">
              {contents.map(([id, heading]) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    className="-ml-px block border-l border-transparent py-1 pl-3 text-sm text-muted outline-offset-[-2px] hover:border-plum hover:text-ink"
                  >
                    {heading}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </nav>
      )}
    </div>
  );
}

function ContentsAbove({ contents }: Pick<DocsArticleProps, "contents">) {
  return (
    <nav aria-label="On this page" className="docs-contents mt-6">
      <ul className="flex flex-wrap gap-2">
        {contents.map(([id, heading]) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-flex min-h-9 items-center rounded-lg border border-line bg-card px-3 text-sm text-muted transition-colors hover:border-plum hover:text-ink"
            >
              {heading}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface SectionProps {
  id: string;
  title: string;
  children: ReactNode;
}

export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} className="docs-section scroll-mt-6 pt-12">
      <h2 className="group mb-4 text-2xl font-semibold tracking-tight">
        <a href={`#${id}`} className="docs-anchor">
          {title}
        </a>
      </h2>
      <div className="docs-prose">{children}</div>
    </section>
  );
}

function Neighbours({ path }: { path: string }) {
  const { before, after } = neighboursOf(path);
  return (
    <nav
      aria-label="Pages before and after"
      className="docs-neighbours mt-16 grid gap-3 border-t border-line pt-6 sm:grid-cols-2"
    >
      {before !== undefined && <Neighbour link={before} word="Before" />}
      {after !== undefined && <Neighbour link={after} word="Next" last />}
    </nav>
  );
}

function Neighbour({ link, word, last = false }: { link: DocsLink; word: string; last?: boolean }) {
  return (
    <Link
      prefetch={false}
      href={link.path}
      className={`rounded-xl border border-line bg-card px-4 py-3 transition-colors hover:border-plum ${last ? "text-right sm:col-start-2" : ""}`}
    >
      <span className="block text-xs text-muted">{word}</span>
      <span className="font-medium">{link.title}</span>
    </Link>
  );
}
