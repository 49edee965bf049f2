import type { ReactNode } from "react";
import { pageBrand } from "@/app/page-brand";
import { readerOf } from "@/app/reader";
import { SiteFrame } from "@/components/site/site-frame";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  // Some come here signed in: to found a company, or with an invitation. They are not asked to sign in again.
  return (
    <SiteFrame brand={await pageBrand()} reader={await readerOf()}>
      <div className="mx-auto w-full max-w-md px-4 py-12 sm:px-6 sm:py-20">{children}</div>
    </SiteFrame>
  );
}
