import type { MetadataRoute } from "next";
import { visit } from "@/app/request-context";
import { linkTo } from "@/lib/platform/brand";
import { listFindingAddresses } from "@/lib/research/findings/list-finding-addresses";

export const dynamic = "force-dynamic";

/** Findings that researchers have published. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { ctx } = await visit();
  const findings = await listFindingAddresses(ctx);
  return findings.map(({ cite, publishedAt }) => ({
    url: linkTo(null, `/findings/${cite}`),
    lastModified: publishedAt,
  }));
}
