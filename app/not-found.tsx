import type { Metadata } from "next";
import { pageBrand } from "@/app/page-brand";
import { NoticePage } from "@/components/site/notice-page";
import { SiteFrame } from "@/components/site/site-frame";
import { SoftLink } from "@/components/site/soft-link";
import { buttonStyle } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  return (
    <SiteFrame brand={await pageBrand()}>
      <NoticePage mark="404" title="There is no page here">
        <p>The address may be mistyped, or the page may have moved. These do exist:</p>
        <p className="flex flex-wrap gap-3 text-base">
          <SoftLink href="/" className={buttonStyle()}>
            Compare two people
          </SoftLink>
          <SoftLink href="/docs" className={buttonStyle({ kind: "quiet" })}>
            Documentation
          </SoftLink>
        </p>
      </NoticePage>
    </SiteFrame>
  );
}
