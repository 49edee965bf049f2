import { ChartLine, Layers, SquareMenu, SquarePen, Table2, Type } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { pageBrand } from "@/app/page-brand";
import { PortalFrame } from "@/components/portal/portal-frame";
import { Notice } from "@/components/ui/error-notice";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Components", robots: { index: false } };

const NAVIGATION = [
  { items: [{ href: "/dev/components", label: "Basics", icon: <Type />, keywords: "badge button stat" }] },
  {
    label: "Parts",
    items: [
      { href: "/dev/components/forms", label: "Forms", icon: <SquarePen />, keywords: "field input" },
      { href: "/dev/components/dialogs", label: "Dialogs", icon: <Layers />, keywords: "confirm tabs" },
      { href: "/dev/components/menus", label: "Menus", icon: <SquareMenu />, keywords: "popover toast" },
      { href: "/dev/components/tables", label: "Tables", icon: <Table2 />, keywords: "list pagination" },
      { href: "/dev/components/charts", label: "Charts", icon: <ChartLine />, keywords: "line bar heatmap" },
    ],
  },
];

async function nothing(): Promise<void> {
  "use server";
}

/** Every component in its states, in the frame that it stands in. Where stand-ins may not run there is no such page. */
export default async function ComponentsLayout({ children }: { children: ReactNode }) {
  if (!env().standInsAllowed) notFound();
  return (
    <PortalFrame
      brandName={(await pageBrand()).name}
      area="Components"
      homeHref="/dev/components"
      navigation={NAVIGATION}
      commands={[{ label: "Read local mail", href: "/dev/mail", keywords: "inbox" }]}
      user={{ name: "Sample Person", email: "sample@example.com" }}
      userLinks={[{ href: "/dev/mail", label: "Local mail" }]}
      signOut={nothing}
      signedOutHref="/dev/components"
      impersonation={{
        whose: "Sample Person",
        adminName: "Sample Admin",
        endsAt: "2030-01-01T12:00:00Z",
        stop: nothing,
        stoppedHref: "/dev/components",
      }}
    >
      <div className="space-y-10">
        <Notice>Samples: every name, figure and key on these pages is invented.</Notice>
        {children}
      </div>
    </PortalFrame>
  );
}
