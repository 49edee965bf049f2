import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { DOCS_PAGES } from "../pages";
import { OPERATION_GROUPS, operationHref } from "../reference/operations";
import type { DocsEntry } from "./search-docs";

/** Everything that can be found, made from what the pages themselves are made from. */
export const DOCS_ENTRIES: readonly DocsEntry[] = [
  ...Object.values(DOCS_PAGES).flatMap(({ path, title, description, sections }): DocsEntry[] => [
    { title, page: "Guide", path, words: description },
    ...Object.entries(sections).map(
      ([id, heading]): DocsEntry => ({ title: heading, page: title, path: `${path}#${id}` }),
    ),
  ]),
  ...OPERATION_GROUPS.flatMap(({ name, about, path, endpoints }): DocsEntry[] => [
    { title: name, page: "API reference", path, words: about },
    ...endpoints.map(
      (endpoint): DocsEntry => ({
        title: endpoint.summary,
        page: "API reference",
        path: operationHref(endpoint),
        words: `${endpoint.method} /api${endpoint.path} ${endpoint.operationId}`,
      }),
    ),
  ]),
  ...PROBLEM_CODES.map(
    ({ code, status, title }): DocsEntry => ({
      title: code,
      page: `${status}, error code`,
      path: `/docs/errors#${code}`,
      words: title,
    }),
  ),
];
