import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import { OPERATION_GROUPS } from "@/app/docs/reference/operations";
import { PUBLIC_PAGES } from "@/app/public-pages";
import { CARD_SIZE } from "@/app/social-metadata";
import { brandOf } from "@/lib/platform/brand";
import { eventCardText } from "./event-card-text";

const FONT = join(process.cwd(), "node_modules/geist/dist/fonts/geist-sans/Geist-SemiBold.ttf");

/** The titles that a card can bear: of pages that there are, so that no one else's words appear under our name. */
function titleOf(path: string | null): string {
  const page = PUBLIC_PAGES.find((one) => one.path === path);
  const group = OPERATION_GROUPS.find((one) => one.path === path);
  return page?.title ?? group?.name ?? PUBLIC_PAGES[0]?.title ?? "";
}

/** The card of a public page or of an event, as a PNG. */
export async function GET(request: Request): Promise<Response> {
  const { name, tagline, colors } = brandOf(null);
  const path = new URL(request.url).searchParams.get("page");
  const event = await eventCardText(path);
  const title = event?.title ?? titleOf(path);
  return new ImageResponse(
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        width: "100%",
        height: "100%",
        padding: 80,
        backgroundColor: colors.paper,
        color: colors.ink,
      }}
    >
      <div style={{ display: "flex", alignItems: "center", gap: 24, fontSize: 44 }}>
        <svg width="96" height="66" viewBox="0 0 32 22" role="img" aria-label="Two circles that overlap">
          <circle cx="11" cy="11" r="10.5" fill={colors.first} />
          <circle cx="21" cy="11" r="10.5" fill={colors.second} />
          <path d="M16 1.767a10.5 10.5 0 0 1 0 18.466a10.5 10.5 0 0 1 0-18.466Z" fill={colors.shared} />
        </svg>
        {name}
      </div>
      <div style={{ display: "flex", fontSize: sizeOf(title), lineHeight: 1.1 }}>{title}</div>
      <div style={{ display: "flex", fontSize: 34, color: colors.muted }}>{event?.line ?? tagline}</div>
    </div>,
    {
      ...CARD_SIZE,
      ...(event === null
        ? {}
        : { fonts: [{ name: "Geist", data: await readFile(FONT), weight: 600 as const }] }),
      // An event changes, and may be gone from one minute to the next.
      headers: { "Cache-Control": `public, max-age=${event === null ? 86_400 : 300}` },
    },
  );
}

const sizeOf = (title: string) => (title.length > 60 ? 56 : title.length > 28 ? 76 : 92);
