import { currentProfile } from "@/app/profile";
import { imageResponse } from "@/app/shared/image-response";
import { getShareLink } from "@/lib/people/sharing/get-share-link";
import { NotFound } from "@/lib/platform/errors";

/** The picture of the person's own link, to keep and to post. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ link_id: string }> },
): Promise<Response> {
  const [profile, { link_id }] = await Promise.all([currentProfile(), params]);
  if (profile === null) return new Response(null, { status: 303, headers: { Location: "/sharing" } });
  const { ctx, caller } = profile;
  const find = async () => {
    const link = await getShareLink(ctx, { link_id });
    // Before both have agreed there is nothing to post.
    if (link.state !== "open") throw new NotFound("share link");
    return { ...link, profileIds: [] };
  };
  return imageResponse(ctx, caller, find, { download: "soulmate.png" });
}
