import type { Metadata } from "next";
import { titleOf } from "@/lib/people/sharing/share-title";
import { brandOf } from "@/lib/platform/brand";
import { descriptionOf } from "../share-words";
import { SharedArticle } from "../shared-article";
import { lookUp } from "./look-up";
import { ShareWatch } from "./share-watch";

interface SharedPageProps {
  params: Promise<{ token: string }>;
}

const IMAGE = { width: 1200, height: 630 };

export async function generateMetadata({ params }: SharedPageProps): Promise<Metadata> {
  const { token } = await params;
  const share = await lookUp(token);
  const title = titleOf(share);
  const description = descriptionOf(share);
  const images = [{ url: `/shared/${token}/image`, ...IMAGE, alt: `${title}. ${description}` }];
  return {
    title,
    description,
    robots: { index: false, follow: false, noarchive: true },
    referrer: "no-referrer",
    openGraph: { type: "website", siteName: brandOf(null).name, title, description, images },
    twitter: { card: "summary_large_image", title, description, images },
  };
}

/** What a person chose to show of themselves, for everyone who has the link. */
export default async function SharedPage({ params }: SharedPageProps) {
  const { token } = await params;
  const share = await lookUp(token);
  return (
    <ShareWatch path={`/shared/${token}/state`}>
      <SharedArticle share={share} />
    </ShareWatch>
  );
}
