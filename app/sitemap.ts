import type { MetadataRoute } from "next";
import { OPERATION_GROUPS } from "@/app/docs/reference/operations";
import { lastChanged, PUBLIC_PAGES } from "@/app/public-pages";
import { linkTo } from "@/lib/platform/brand";
import { systemClock } from "@/lib/platform/clock";

/** The public address is known where it runs, not where it is built. */
export const dynamic = "force-dynamic";

/** Every public page. Links that hold a secret, and pages of one person or company, are in no list. */
export default function sitemap(): MetadataRoute.Sitemap {
  const now = systemClock.now();
  return [...PUBLIC_PAGES, ...OPERATION_GROUPS].map(({ path }) => {
    const changed = lastChanged(path, now);
    return {
      url: `${linkTo(null, "")}${path === "/" ? "" : path}`,
      ...(changed === undefined ? {} : { lastModified: changed }),
    };
  });
}
