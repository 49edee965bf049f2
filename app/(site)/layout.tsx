import type { ReactNode } from "react";
import { readerOf } from "@/app/reader";
import { SiteFrame } from "@/components/site/site-frame";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  return <SiteFrame reader={await readerOf()}>{children}</SiteFrame>;
}
