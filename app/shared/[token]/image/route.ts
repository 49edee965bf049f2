import { visit } from "@/app/request-context";
import { imageResponse } from "@/app/shared/image-response";
import { findShare } from "@/lib/people/sharing/find-share";

/** The picture of a link, for the previews of chat apps. Gone with the link. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const [{ ctx }, { token }] = await Promise.all([visit(), params]);
  const caller = { limiter: ctx.limiter, address: ctx.address };
  return imageResponse(ctx, caller, () => findShare(ctx, { token }));
}
