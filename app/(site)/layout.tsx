import type { ReactNode } from "react";
import { pageBrand } from "@/app/page-brand";
import { readerOf } from "@/app/reader";
import { SiteFrame } from "@/components/site/site-frame";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <SiteFrame brand={await pageBrand()} reader={await readerOf()}>
      {children}
    </SiteFrame>
  );
}
