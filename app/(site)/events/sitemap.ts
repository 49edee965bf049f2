import type { MetadataRoute } from "next";
import { visit } from "@/app/request-context";
import { listEventAddresses } from "@/lib/events/discovery/list-event-addresses";
import { linkTo } from "@/lib/platform/brand";

/** What is published changes from hour to hour. */
export const dynamic = "force-dynamic";

/** Coming events that everyone may find. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { ctx } = await visit();
  return (await listEventAddresses(ctx)).map(({ id, updatedAt }) => ({
    url: linkTo(null, `/events/${id}`),
    lastModified: updatedAt,
  }));
}
