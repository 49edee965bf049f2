import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import { GROUP_TITLES, TRAIT_WORDS } from "@/lib/people/results/trait-words";
import type { OpenShare } from "@/lib/people/sharing/find-share";
import {
  PALETTE,
  PICTURE_HEIGHT,
  PICTURE_WIDTH,
  type Shape,
  WHAT_YOU_BRING,
} from "@/lib/people/sharing/picture";
import type { SharedReport, SharedResult } from "@/lib/people/sharing/schemas";
import { titleOf } from "@/lib/people/sharing/share-title";
import { brandOf } from "@/lib/platform/brand";
import { isDrawable } from "@/lib/platform/drawable-text";
import { capitalised, pairWords } from "./share-words";

const SIZE = { width: 1200, height: 630 };
const FONTS = join(process.cwd(), "node_modules/geist/dist/fonts/geist-sans");

/** Made pictures by link: they never change, and each request asks first whether the link still opens. */
const kept = new Map<string, Uint8Array<ArrayBuffer>>();
const MOST_KEPT = 40;
const KEPT_MS = 10 * 60_000;

/** Whether the picture of a link is there already: drawing one costs. */
export const isDrawn = ({ id }: Pick<OpenShare, "id">) => kept.has(id);

/** What a link shows, as a PNG of 1200 × 630 for previews and to keep. Drawn here, with a font of ours. */
export async function drawShare(share: OpenShare): Promise<Uint8Array<ArrayBuffer>> {
  const made = kept.get(share.id);
  if (made !== undefined) return made;
  const [regular, semibold] = await Promise.all([
    readFile(join(FONTS, "Geist-Regular.ttf")),
    readFile(join(FONTS, "Geist-SemiBold.ttf")),
  ]);
  // Of letters that our font lacks the library would ask another site: such a name is left out.
  const drawable = {
    ...share,
    names: share.names.map((name) => (name !== null && isDrawable(name) ? name : null)),
  };
  const picture = new ImageResponse(<Picture share={drawable} />, {
    ...SIZE,
    fonts: [
      { name: "Geist", data: regular, weight: 400 },
      { name: "Geist", data: semibold, weight: 600 },
    ],
  });
  const png = new Uint8Array(await picture.arrayBuffer());
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? "");
  kept.set(share.id, png);
  setTimeout(() => kept.delete(share.id), KEPT_MS).unref();
  return png;
}

function Picture({ share }: { share: OpenShare }) {
  const { content } = share;
  return (
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        width: "100%",
        height: "100%",
        padding: "52px 64px 48px",
        background: PALETTE.paper,
        color: PALETTE.ink,
        fontFamily: "Geist",
      }}
    >
      <div style={{ display: "flex", alignItems: "center", justifyContent: "space-between" }}>
        <Mark />
        <div style={{ display: "flex", fontSize: 22, color: PALETTE.muted }}>
          {new Date(content.made_at).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" })}
        </div>
      </div>
      {content.kind === "result" ? (
        <ResultPart content={content} title={titleOf(share)} />
      ) : (
        <ReportPart content={content} title={titleOf(share)} />
      )}
    </div>
  );
}

function Mark() {
  return (
    <div style={{ display: "flex", alignItems: "center", gap: 14, fontSize: 30, fontWeight: 600 }}>
      <svg aria-hidden="true" width="54" height="37" viewBox="0 0 32 22">
        <circle cx="11" cy="11" r="10.5" fill={PALETTE.pine} />
        <circle cx="21" cy="11" r="10.5" fill={PALETTE.ember} />
        <path d="M16 1.767a10.5 10.5 0 0 1 0 18.466a10.5 10.5 0 0 1 0-18.466Z" fill={PALETTE.plum} />
      </svg>
      {brandOf(null).name}
    </div>
  );
}

/** A name may be long: the longer, the smaller. */
const titleSize = (title: string) => (title.length > 34 ? 44 : title.length > 22 ? 54 : 66);

function Title({ children }: { children: string }) {
  return (
    <div
      style={{
        display: "block",
        fontSize: titleSize(children),
        fontWeight: 600,
        letterSpacing: "-0.03em",
        lineHeight: 1.08,
        lineClamp: 2,
      }}
    >
      {children}
    </div>
  );
}

function ResultPart({ content, title }: { content: SharedResult; title: string }) {
  const cards =
    content.highlights.length > 0
      ? content.highlights.map(({ trait, level }) => ({
          head: TRAIT_WORDS[trait].name,
          text: TRAIT_WORDS[trait][level],
        }))
      : [{ head: "What stands out", text: "A little of everything: nothing stands out by far." }];
  const first = content.ending === null ? [] : [{ head: content.ending.title, text: content.ending.text }];
  return (
    <div style={{ display: "flex", flex: 1, alignItems: "center", gap: 44 }}>
      <div style={{ display: "flex", flexDirection: "column", width: 630, gap: 24 }}>
        <Title>{title}</Title>
        <div style={{ display: "flex", flexDirection: "column", gap: 12 }}>
          {[...first, ...cards].slice(0, 3).map(({ head, text }) => (
            <div
              key={head}
              style={{
                display: "flex",
                flexDirection: "column",
                gap: 2,
                padding: "14px 20px",
                borderRadius: 18,
                background: PALETTE["plum-soft"],
              }}
            >
              <div style={{ display: "flex", fontSize: 21, fontWeight: 600, color: PALETTE.plum }}>
                {head}
              </div>
              <div style={{ display: "block", fontSize: 23, lineHeight: 1.3, lineClamp: 2 }}>{text}</div>
            </div>
          ))}
        </div>
      </div>
      <svg aria-hidden="true" width="400" height="333" viewBox={`0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}`}>
        {WHAT_YOU_BRING.map((shape) => (
          <path key={shape.d} d={shape.d} {...paintOf(shape)} />
        ))}
      </svg>
    </div>
  );
}

function paintOf({ fill, stroke, width, opacity }: Shape) {
  return {
    fill: fill === undefined ? "none" : PALETTE[fill],
    ...(stroke === undefined ? {} : { stroke: PALETTE[stroke], strokeWidth: width }),
    strokeLinecap: "round" as const,
    strokeLinejoin: "round" as const,
    opacity: opacity ?? 1,
  };
}

const RADIUS = 150;

function ReportPart({ content, title }: { content: SharedReport; title: string }) {
  const { bands, overall, groups } = content;
  const apart = 2 * RADIUS * (1 - (bands.low + bands.high) / 200);
  const inside = bands.low >= 60;
  const half = Math.sqrt(Math.max(0, RADIUS ** 2 - (apart / 2) ** 2));
  const arc = `A${RADIUS} ${RADIUS} 0 0 1 300`;
  const near = groups.filter(({ level }) => level === "closer").slice(0, 2);
  return (
    <div style={{ display: "flex", flex: 1, alignItems: "center", gap: 40 }}>
      <div style={{ display: "flex", flexDirection: "column", width: 500, gap: 22 }}>
        <Title>{title}</Title>
        <div style={{ display: "block", fontSize: 30, lineHeight: 1.3 }}>
          {`${capitalised(pairWords(overall))}.`}
        </div>
        <div style={{ display: "block", fontSize: 23, lineHeight: 1.35, color: PALETTE.muted }}>
          {near.length === 0
            ? `Their score is between ${bands.low} and ${bands.high} of 100.`
            : `Closest in: ${near.map(({ group }) => GROUP_TITLES[group]).join(", ")}.`}
        </div>
      </div>
      <div style={{ display: "flex", position: "relative", width: 532, height: 340 }}>
        <svg aria-hidden="true" width="532" height="270" viewBox="0 0 600 304">
          <circle
            cx={300 - apart / 2}
            cy="152"
            r={RADIUS}
            fill={PALETTE["pine-soft"]}
            stroke={PALETTE.pine}
            strokeWidth="4"
          />
          <circle
            cx={300 + apart / 2}
            cy="152"
            r={RADIUS}
            fill={PALETTE["ember-soft"]}
            stroke={PALETTE.ember}
            strokeWidth="4"
          />
          <path d={`M300 ${152 - half} ${arc} ${152 + half} ${arc} ${152 - half}Z`} fill={PALETTE.plum} />
        </svg>
        <div
          style={{
            display: "flex",
            position: "absolute",
            left: 0,
            // Where they share too little for the words, these stand below.
            top: inside ? 0 : 276,
            width: 532,
            height: inside ? 270 : 60,
            alignItems: "center",
            justifyContent: "center",
            fontSize: 52,
            fontWeight: 600,
            color: inside ? PALETTE["on-plum"] : PALETTE.ink,
          }}
        >
          {`${bands.low}–${bands.high}`}
        </div>
      </div>
    </div>
  );
}
