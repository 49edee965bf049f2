import type { Metadata } from "next";
import { DOCS_PAGES } from "@/app/docs/pages";
import { socialMetadata } from "@/app/social-metadata";
import { currentVersion, LEGAL_DOCUMENTS, LEGAL_SLUGS, legalPath } from "@/lib/platform/legal-documents";

/** A page that everyone may find: what it is called, and what it is about in a sentence. */
export interface PublicPage {
  readonly path: `/${string}`;
  readonly title: string;
  readonly description: string;
}

/** What is not documentation and not a legal text. The docs and the legal texts have lists of their own. */
const SITE_PAGES = [
  {
    path: "/",
    title: "How well do two people fit?",
    description:
      "Answer short statements, see 32 traits of yours with an honest range, and learn how well two people fit. Free.",
  },
  {
    path: "/assessment",
    title: "The assessment",
    description:
      "Answer 32 or 64 short statements and see 32 traits of yours, each with the range it is known to. Free.",
  },
  {
    path: "/quest",
    title: "The last ferry: a story about you",
    description:
      "An island, a storm and a stranger. Choose what you would do, and see what it says about you. Free, no account needed.",
  },
  {
    path: "/together",
    title: "Together",
    description:
      "Compare your result with a friend, a date or a partner. Nothing is shown until you both agree. Free.",
  },
  {
    path: "/events",
    title: "Events",
    description:
      "Evenings where everyone meets the right people first. Find one near you and register in one step. Free to browse.",
  },
  {
    path: "/how-well-it-works",
    title: "How well it works",
    description:
      "Do people who score high want to see each other again? What all finished events say, with intervals, whatever it is.",
  },
  {
    path: "/privacy",
    title: "Your data and privacy",
    description: "See what we know about you, decide what we may do with it, download it, or delete it.",
  },
  {
    path: "/business",
    title: "Compatibility for your product",
    description:
      "An API that compares 32 traits of two people, gives one score and says what it is made of. Every number can be worked out again by hand.",
  },
  {
    path: "/sign-up",
    title: "Create an account",
    description: "Make an account to keep your results, or to score your first pair with a test key. Free.",
  },
  {
    path: "/docs",
    title: "Documentation",
    description: "From the first curl to every endpoint and error code of the API.",
  },
  {
    path: "/docs/playground",
    title: "Playground",
    description: "Try the API from this page, with a test key of your own.",
  },
  {
    path: "/docs/reference",
    title: "API reference",
    description: "Every endpoint of the API with its fields, replies, codes and examples.",
  },
  {
    path: "/legal",
    title: "Legal",
    description:
      "Terms, privacy, cookies, API terms, data processing, partnership and imprint, each with its date.",
  },
] as const satisfies readonly PublicPage[];

const DOCS: readonly PublicPage[] = Object.values(DOCS_PAGES);
const LEGAL: readonly PublicPage[] = LEGAL_SLUGS.map((slug) => ({
  path: legalPath(slug),
  title: LEGAL_DOCUMENTS[slug].title,
  description: LEGAL_DOCUMENTS[slug].description,
}));

/** Every public page but the reference's pages by group, which `app/docs/reference` knows. */
export const PUBLIC_PAGES: readonly PublicPage[] = [...SITE_PAGES, ...DOCS, ...LEGAL];

/** What a page of the site says of itself. Its words are in the list above, where the sitemap and its card find them. */
export function pageMetadata(path: (typeof SITE_PAGES)[number]["path"]): Metadata {
  const page = SITE_PAGES.find((one) => one.path === path);
  if (page === undefined) throw new Error(`${path} is no page of the site.`);
  return socialMetadata(page);
}

/** The day on which a page last changed, where that is known. */
export function lastChanged(path: string, now: Date): string | undefined {
  const slug = LEGAL_SLUGS.find((one) => legalPath(one) === path);
  return slug === undefined ? undefined : currentVersion(slug, now).version;
}
