import Link from "next/link";
import { Fragment } from "react";
import { pageMetadata } from "@/app/public-pages";
import { DocsArticle } from "../frame/guide";
import { MethodBadge } from "./method-badge";
import { OPERATION_GROUPS, operationHref } from "./operations";

export const metadata = pageMetadata("/docs/reference");

export default function ReferencePage() {
  return (
    <DocsArticle
      path="/docs/reference"
      title="API reference"
      lead={
        <p>
          Every endpoint, made from the code that answers. Tools read the same as{" "}
          <a href="/api/openapi.json">OpenAPI 3.1</a>.
        </p>
      }
      contents={OPERATION_GROUPS.map(({ slug, name }) => [slug, name] as const)}
    >
      {OPERATION_GROUPS.map(({ name, about, slug, path, endpoints }) => (
        <section
          key={slug}
          id={slug}
          aria-labelledby={`${slug}-title`}
          className="docs-section scroll-mt-6 pt-10"
        >
          <h2 id={`${slug}-title`} className="text-xl font-semibold tracking-tight">
            <Link prefetch={false} href={path} className="hover:text-plum hover:underline">
              {name}
            </Link>
          </h2>
          <p className="mt-1 text-sm text-muted">{about}</p>
          <ul className="mt-3 divide-y divide-line border-y border-line">
            {endpoints.map((endpoint) => (
              <li key={endpoint.operationId}>
                <Link
                  prefetch={false}
                  href={operationHref(endpoint)}
                  className="group grid items-baseline gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[4rem_minmax(0,1fr)_minmax(0,1.7fr)]"
                >
                  <span>
                    <MethodBadge method={endpoint.method} />
                  </span>
                  <span className="font-medium group-hover:text-plum group-hover:underline">
                    {endpoint.summary}
                  </span>
                  <code className="font-mono text-[0.8125rem] wrap-anywhere text-muted">
                    <BreakablePath path={`/api${endpoint.path}`} />
                  </code>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </DocsArticle>
  );
}

/** A path that breaks before a slash where it must. */
function BreakablePath({ path }: { path: string }) {
  return path
    .split("/")
    .slice(1)
    .map((part, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one path never change places
      <Fragment key={place}>
        <wbr />/{part}
      </Fragment>
    ));
}
