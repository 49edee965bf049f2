import type { Metadata } from "next";

/** The picture that other sites show beside a link to one of our pages: `app/social-card`. */
export const SOCIAL_CARD = { url: "/social-card", width: 1200, height: 630 } as const;

interface PublicPage {
  /** Where search engines are to find it. */
  path: `/${string}`;
  title: string;
  description: string;
}

/** What a public page says of itself to search engines, and to other sites that link to it. */
export function socialMetadata({ path, title, description }: PublicPage): Metadata {
  const images = [
    { ...SOCIAL_CARD, url: `${SOCIAL_CARD.url}?title=${encodeURIComponent(title)}`, alt: title },
  ];
  return {
    title,
    description,
    alternates: { canonical: path },
    openGraph: { type: "website", title, description, url: path, images },
    twitter: { card: "summary_large_image", title, description, images },
  };
}
