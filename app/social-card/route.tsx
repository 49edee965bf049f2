import { ImageResponse } from "next/og";
import { OPERATION_GROUPS } from "@/app/docs/reference/operations";
import { PUBLIC_PAGES } from "@/app/public-pages";
import { CARD_SIZE } from "@/app/social-metadata";
import { brandOf } from "@/lib/platform/brand";

/** The titles that a card can bear: of pages that there are, so that no one else's words appear under our name. */
function titleOf(path: string | null): string {
  const page = PUBLIC_PAGES.find((one) => one.path === path);
  const group = OPERATION_GROUPS.find((one) => one.path === path);
  return page?.title ?? group?.name ?? PUBLIC_PAGES[0]?.title ?? "";
}

/** The card of a public page, as a PNG. */
export function GET(request: Request): Response {
  const { name, tagline, colors } = brandOf(null);
  const title = titleOf(new URL(request.url).searchParams.get("page"));
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
      <div style={{ display: "flex", fontSize: title.length > 28 ? 76 : 92, lineHeight: 1.1 }}>{title}</div>
      <div style={{ display: "flex", fontSize: 34, color: colors.muted }}>{tagline}</div>
    </div>,
    { ...CARD_SIZE, headers: { "Cache-Control": "public, max-age=86400" } },
  );
}
