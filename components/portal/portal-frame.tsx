import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { CommandMenu } from "@/components/portal/command-menu";
import { ImpersonationBanner, type ImpersonationBannerProps } from "@/components/portal/impersonation-banner";
import type { CommandEntry, NavigationGroup } from "@/components/portal/navigation";
import { PortalNav } from "@/components/portal/portal-nav";
import { PortalSheet } from "@/components/portal/portal-sheet";
import { readTheme, THEME_COOKIE } from "@/components/portal/theme";
import { UserMenu } from "@/components/portal/user-menu";
import type { UserMenuProps } from "@/components/portal/user-menu-panel";
import { LegalLinks } from "@/components/site/legal-links";
import { Logo } from "@/components/site/logo";
import { Toaster } from "@/components/ui/toaster";

interface PortalFrameProps extends Omit<UserMenuProps, "theme" | "links" | "signedOutHref"> {
  /** Whose name it bears. */
  brandName: string;
  /** What this area is called: "Partner portal", "Admin", "Account". */
  area: string;
  homeHref: string;
  navigation: readonly NavigationGroup[];
  /** What the command menu offers besides the navigation. */
  commands?: readonly CommandEntry[];
  /** Above the navigation: whose data these are. */
  switcher?: ReactNode;
  userLinks?: UserMenuProps["links"];
  signedOutHref?: string;
  impersonation?: ImpersonationBannerProps | null;
  children: ReactNode;
}

/** What everybody who is signed in stands in: navigation, command menu, account, notices. Brings the main landmark. */
export async function PortalFrame({
  brandName,
  area,
  homeHref,
  navigation,
  commands = [],
  switcher,
  user,
  userLinks = [],
  signOut,
  signedOutHref = "/",
  impersonation = null,
  children,
}: PortalFrameProps) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const sidebar = (
    <>
      <Link
        prefetch={false}
        href={homeHref}
        aria-label={`${brandName}, ${area}`}
        className="rounded-md px-2 py-1.5"
      >
        <Logo name={brandName} />
      </Link>
      {switcher !== undefined && <div className="mt-5">{switcher}</div>}
      <div className="mt-5 flex-1">
        <PortalNav label={area} groups={navigation} />
      </div>
    </>
  );
  return (
    <div className="flex flex-1 flex-col">
      {impersonation !== null && <ImpersonationBanner {...impersonation} />}
      <div className="flex flex-1">
        <aside
          aria-label={`${area}: sidebar`}
          className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col overflow-y-auto px-3 py-4 lg:flex"
        >
          {sidebar}
        </aside>
        <div className="flex min-w-0 flex-1 flex-col border-line lg:border-l">
          <header className="sticky top-0 z-10 flex h-15 items-center gap-3 border-b border-line bg-paper/95 px-4 backdrop-blur-sm sm:px-6 lg:px-8">
            <PortalSheet title={area}>{sidebar}</PortalSheet>
            <Link
              prefetch={false}
              href={homeHref}
              aria-label={`${brandName}, ${area}`}
              className="rounded-md py-1.5 lg:hidden"
            >
              <Logo name={brandName} />
            </Link>
            <p className="hidden text-sm text-muted lg:block">{area}</p>
            <div className="ml-auto flex items-center gap-2.5">
              <CommandMenu navigation={navigation} entries={commands} />
              <UserMenu
                user={user}
                links={userLinks}
                theme={theme}
                signOut={signOut}
                signedOutHref={signedOutHref}
              />
            </div>
          </header>
          <main
            id="content"
            tabIndex={-1}
            className="w-full max-w-6xl flex-1 px-4 py-8 sm:px-6 lg:px-8 lg:py-10"
          >
            {children}
          </main>
          <footer className="w-full max-w-6xl px-4 pb-8 sm:px-6 lg:px-8">
            <LegalLinks />
          </footer>
        </div>
      </div>
      <Toaster />
    </div>
  );
}
