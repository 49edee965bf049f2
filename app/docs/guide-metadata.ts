import type { Metadata } from "next";
import { DOCS_PAGES, type DocsPageName } from "./pages";

export function guideMetadata(page: DocsPageName): Metadata {
  const { title, description } = DOCS_PAGES[page];
  return { title, description };
}
