import type { Metadata } from "next";
import Link from "next/link";
import { NoticePage } from "@/components/site/notice-page";
import { SiteFrame } from "@/components/site/site-frame";
import { buttonStyle } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <SiteFrame>
      <NoticePage mark="404" title="There is no page here">
        <p>The address may be mistyped, or the page may have moved. These do exist:</p>
        <p className="flex flex-wrap gap-3 text-base">
          <Link prefetch={false} href="/" className={buttonStyle()}>
            Compare two people
          </Link>
          <Link prefetch={false} href="/docs" className={buttonStyle({ kind: "quiet" })}>
            Documentation
          </Link>
        </p>
      </NoticePage>
    </SiteFrame>
  );
}
