import type { ReactNode } from "react";
import { SiteFrame } from "@/components/site/site-frame";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <SiteFrame>
      <div className="mx-auto w-full max-w-md px-4 py-12 sm:px-6 sm:py-20">{children}</div>
    </SiteFrame>
  );
}
