import type { ReactNode } from "react";
import { pageBrand } from "@/app/page-brand";
import { SiteFrame } from "@/components/site/site-frame";

export default async function DevLayout({ children }: { children: ReactNode }) {
  return <SiteFrame brand={await pageBrand()}>{children}</SiteFrame>;
}
