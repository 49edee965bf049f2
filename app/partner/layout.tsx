import type { Metadata } from "next";
import type { ReactNode } from "react";
import { pageBrand } from "@/app/page-brand";
import { PartnerFrame } from "@/app/partner-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await pageBrand();
  return {
    title: { default: "Partner portal", template: `%s · Partner portal · ${name}` },
    robots: { index: false, follow: false },
  };
}

/** Every page below asks again by itself: a layout is not run for each of them. */
export default function PartnerLayout({ children }: { children: ReactNode }) {
  return (
    <PartnerFrame area="partner" title="Partner portal" hasTestData>
      {children}
    </PartnerFrame>
  );
}
