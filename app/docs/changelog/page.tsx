import Link from "next/link";
import { DocsArticle } from "../frame/guide";
import { guideMetadata } from "../guide-metadata";
import { DOCS_PAGES } from "../pages";
import { CHANGES } from "./changes";

export const metadata = guideMetadata("changelog");

const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

export default function ChangelogPage() {
  const { path, title } = DOCS_PAGES.changelog;
  const contents = CHANGES.map(({ day }) => [`on-${day}`, date.format(new Date(day))] as const);
  return (
    <DocsArticle
      path={path}
      title={title}
      lead={
        <p>
          What has been added, newest first. Nothing of v1 is taken away:{" "}
          <Link href="/docs/versioning#api">what stays the same</Link>.
        </p>
      }
      contents={contents}
    >
      {CHANGES.map(({ day, entries }) => (
        <section
          key={day}
          id={`on-${day}`}
          aria-labelledby={`on-${day}-title`}
          className="docs-section pt-12"
        >
          <h2 id={`on-${day}-title`} className="mb-4 text-xl font-semibold tracking-tight">
            <time dateTime={day}>{date.format(new Date(day))}</time>
          </h2>
          <ul className="max-w-2xl divide-y divide-line border-t border-line">
            {entries.map(({ what, text, href }) => (
              <li key={what} className="py-4">
                <h3 className="font-medium">
                  <Link prefetch={false} href={href} className="hover:text-plum hover:underline">
                    {what}
                  </Link>
                </h3>
                <p className="mt-1 text-sm text-muted">{text}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </DocsArticle>
  );
}
