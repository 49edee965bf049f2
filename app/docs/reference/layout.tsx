import type { ReactNode } from "react";
import { SiteFrame } from "@/components/site/site-frame";

/** Scalar brings its own main landmark. */
export default function ReferenceLayout({ children }: { children: ReactNode }) {
  return <SiteFrame main={false}>{children}</SiteFrame>;
}
