import type { MetadataRoute } from "next";
import { linkTo } from "@/lib/platform/brand";

export const dynamic = "force-dynamic";

/** Areas of people and companies who are signed in, and what is behind one person's own pages. */
export const PRIVATE_AREAS = [
  "/account",
  "/admin",
  "/partner$",
  "/partner/",
  "/research$",
  "/research/",
  "/api/",
  "/dev/",
  "/assessment/",
  "/quest/",
  "/results",
  "/sharing",
  "/together/",
  "/your-events",
  "/privacy/deletion",
  "/privacy/export",
  "/invitation",
  "/sign-in",
  "/sign-up/verify",
] as const;

/** Links with a secret are kept out by `noindex` on their pages: a list here would tell where to look. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: "*", allow: "/", disallow: [...PRIVATE_AREAS] },
    sitemap: (["/sitemap.xml", "/events/sitemap.xml", "/findings/sitemap.xml"] as const).map((path) =>
      linkTo(null, path),
    ),
  };
}
