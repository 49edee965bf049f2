import { SoftLink } from "@/components/site/soft-link";

const LINKS = [
  { href: "/legal", label: "Legal" },
  { href: "/legal/terms", label: "Terms" },
  { href: "/legal/privacy", label: "Privacy notice" },
  { href: "/legal/cookies", label: "Cookies" },
  { href: "/legal/api-terms", label: "API terms" },
  { href: "/legal/imprint", label: "Imprint" },
] as const;

/** At the end of every page, of the site, the docs and the portal. */
export function LegalLinks() {
  return (
    <nav aria-label="Legal">
      <ul className="flex flex-wrap gap-x-5 text-sm">
        {LINKS.map(({ href, label }) => (
          <li key={href}>
            <SoftLink
              href={href}
              className="inline-flex min-h-9 items-center text-muted hover:text-ink hover:underline"
            >
              {label}
            </SoftLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
