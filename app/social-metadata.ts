import type { Metadata } from "next";

/** The size that sites show pictures beside links in. */
export const CARD_SIZE = { width: 1200, height: 630 } as const;

interface DescribedPage {
  /** Where search engines are to find it. */
  path: `/${string}`;
  title: string;
  description: string;
}

/** The picture that other sites show beside a link to a page. It is drawn for pages that there are, and for no other words. */
export function cardOf(path: string): `/${string}` {
  return `/social-card?page=${encodeURIComponent(path)}`;
}

/** What a public page says of itself to search engines, and to other sites that link to it. */
export function socialMetadata({ path, title, description }: DescribedPage): Metadata {
  const images = [{ url: cardOf(path), alt: title, ...CARD_SIZE }];
  return {
    title,
    description,
    alternates: { canonical: path },
    openGraph: { type: "website", title, description, url: path, images },
    twitter: { card: "summary_large_image", title, description, images },
  };
}
