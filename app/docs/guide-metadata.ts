import type { Metadata } from "next";
import { socialMetadata } from "@/app/social-metadata";
import { DOCS_PAGES, type DocsPageName } from "./pages";

export function guideMetadata(page: DocsPageName): Metadata {
  return socialMetadata(DOCS_PAGES[page]);
}
