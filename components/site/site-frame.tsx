import type { ReactNode } from "react";
import { LegalLinks } from "@/components/site/legal-links";
import { Logo } from "@/components/site/logo";
import { SoftLink } from "@/components/site/soft-link";
import { buttonStyle } from "@/components/ui/button";
import { SITE_LINKS } from "@/lib/catalog/navigation";

/** `from`: the narrowest window that has room for it. The home page leads to all of them. */
const HEADER = [
  { href: "/assessment", label: "Assessment", from: "hidden min-[30rem]:block" },
  { href: "/events", label: "Events", from: "hidden min-[22rem]:block" },
  { href: "/together", label: "Together", from: "hidden min-[34rem]:block" },
  { href: "/business", label: "For business", from: "hidden min-[48rem]:block" },
  { href: "/docs", label: "Docs", from: "hidden min-[39rem]:block" },
] as const;

/** For who works for a partner, for who is signed in for themselves, and for who is not or of whom the page does not know. */
const PORTAL = { href: "/partner", label: "Open portal" } as const;
const OWN = { href: "/account", label: "Your account" } as const;
const SIGN_IN = { href: "/sign-in", label: "Sign in" } as const;

/** What the domains offer to people, and what belongs to none of them. */
const FOOTER = [
  ...SITE_LINKS.filter(({ href }) => href !== "/legal"),
  { href: "/business", label: "For business" },
  { href: "/business#prices", label: "Prices and limits" },
  { href: "/docs", label: "Documentation" },
  { href: "/docs/reference", label: "API reference" },
  { href: "/docs/errors", label: "Error codes" },
];

/** No page, so a plain link. */
const FOOTER_PLAIN = [{ href: "/api/openapi.json", label: "OpenAPI document" }] as const;

const FOOTER_LINK = "inline-flex min-h-9 items-center text-muted hover:text-ink hover:underline";

interface SiteFrameProps {
  /** Whose name it bears. */
  brand: { readonly name: string; readonly tagline: string };
  children: ReactNode;
  /** Whether the frame makes the main landmark; false where the content brings one, with the id `content`. */
  main?: boolean;
  /** Whether header and footer are as wide as the documentation. */
  wide?: boolean;
  /** Who the reader is known to be: the header then leads to their own pages instead of to signing in. */
  reader?: "stranger" | "person" | "member";
}

/** What every public page stands in. Pages are made per request, so its links fetch nothing ahead. */
export function SiteFrame({
  brand,
  children,
  main = true,
  wide = false,
  reader = "stranger",
}: SiteFrameProps) {
  const account = { stranger: SIGN_IN, person: OWN, member: PORTAL }[reader];
  const width = wide ? "max-w-[88rem]" : "max-w-6xl";
  return (
    <>
      <header className="border-b border-line bg-paper print:hidden">
        <div className={`mx-auto flex h-16 ${width} items-center justify-between gap-4 px-4 sm:px-6`}>
          <SoftLink href="/" aria-label={`${brand.name}, home`} className="rounded-md py-2">
            <Logo name={brand.name} />
          </SoftLink>
          <nav aria-label="Main">
            <ul className="-mr-2 flex items-center gap-0.5 text-sm sm:-mr-3 sm:gap-2">
              {HEADER.map(({ href, label, from }) => (
                <li key={href} className={from}>
                  <SoftLink
                    href={href}
                    className="inline-flex min-h-11 items-center rounded-md px-2 text-muted transition-colors hover:text-ink sm:px-3"
                  >
                    {label}
                  </SoftLink>
                </li>
              ))}
              <li>
                <SoftLink
                  href={account.href}
                  className={buttonStyle({ kind: "quiet", size: "small", className: "ml-1 sm:ml-2" })}
                >
                  {account.label}
                </SoftLink>
              </li>
            </ul>
          </nav>
        </div>
      </header>
      {main ? (
        // As tall as the window at least: the footer stays out of sight while one page takes another's place.
        <main id="content" tabIndex={-1} className="min-h-[calc(100dvh-4rem)] flex-1">
          {children}
        </main>
      ) : (
        <div className="flex-1">{children}</div>
      )}
      <footer className="border-t border-line print:hidden">
        <div
          className={`mx-auto flex ${width} flex-col gap-6 px-4 pt-10 pb-6 text-sm sm:px-6 md:flex-row md:items-start md:justify-between`}
        >
          <div className="max-w-xs space-y-3">
            <Logo name={brand.name} />
            <p className="text-muted">{brand.tagline}</p>
          </div>
          <nav aria-label="Footer">
            <ul className="grid grid-cols-2 gap-x-10">
              {FOOTER.map(({ href, label }) => (
                <li key={href}>
                  <SoftLink href={href} className={FOOTER_LINK}>
                    {label}
                  </SoftLink>
                </li>
              ))}
              {FOOTER_PLAIN.map(({ href, label }) => (
                <li key={href}>
                  <a href={href} className={FOOTER_LINK}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <div className={`mx-auto ${width} px-4 pb-8 sm:px-6`}>
          <LegalLinks />
        </div>
      </footer>
    </>
  );
}
