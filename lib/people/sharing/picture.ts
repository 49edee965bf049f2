/** The product's colours in the light, for pictures and files, which have no other. As in app/globals.css. */
export const PALETTE = {
  paper: "#faf6f0",
  card: "#fffdfa",
  sunken: "#f2ebe1",
  ink: "#241a1e",
  muted: "#665a58",
  line: "#e5dbce",
  plum: "#72345f",
  "plum-soft": "#f3e4ec",
  "on-plum": "#fffafd",
  pine: "#17705d",
  "pine-soft": "#dcefe8",
  ember: "#a63f22",
  "ember-soft": "#fae5dc",
  gold: "#805400",
  "gold-soft": "#f8ebcd",
  sun: "#e3b04b",
} as const;

export type Tone = keyof typeof PALETTE;

/** One stroke of the brush: a path with what fills it and what goes along it. */
export interface Shape {
  readonly d: string;
  readonly fill?: Tone;
  readonly stroke?: Tone;
  readonly width?: number;
  readonly opacity?: number;
  /** Hovers on the page, where motion is welcome. */
  readonly floats?: boolean;
}

const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

export const PICTURE_WIDTH = 480;
export const PICTURE_HEIGHT = 400;

/** A person with an open box: what they bring rises out of it. */
export const WHAT_YOU_BRING: readonly Shape[] = [
  { d: "M50 382a190 14 0 1 0 380 0a190 14 0 1 0 -380 0z", fill: "sunken" },
  // the person: pine jumper, dark bob
  { d: "M118 384c0-92 46-140 122-140s122 48 122 140z", fill: "pine" },
  { d: "M204 238c10 26 62 26 72 0l10 12c-18 34-74 34-92 0z", fill: "pine-soft" },
  { d: "M172 218c-12-58-2-140 68-140s82 80 68 140c-6 14-22 16-28 4h-80c-8 12-22 10-28-4z", fill: "ink" },
  { d: circle(240, 172, 60), fill: "ember-soft", stroke: "ember", width: 3 },
  { d: "M181 176c-2-44 26-72 62-72 34 0 58 28 57 70-16-12-28-30-32-46-18 26-50 42-87 48z", fill: "ink" },
  { d: circle(220, 182, 4.5), fill: "ink" },
  { d: circle(260, 182, 4.5), fill: "ink" },
  { d: "M226 206c8 9 20 9 28 0", stroke: "ink", width: 4 },
  { d: circle(204, 198, 9), fill: "ember", opacity: 0.3 },
  { d: circle(276, 198, 9), fill: "ember", opacity: 0.3 },
  // the box, open, with a few bars on its front
  { d: "M150 304l-34-24h74l18 24z", fill: "sun" },
  { d: "M330 304l34-24h-74l-18 24z", fill: "sun" },
  { d: "M150 302h180v76q0 6-6 6h-168q-6 0-6-6z", fill: "gold-soft", stroke: "sun", width: 3 },
  { d: "M180 326h120M180 344h120M180 362h120", stroke: "card", width: 7 },
  { d: "M226 326h52M196 344h40M240 362h44", stroke: "plum", width: 7, opacity: 0.35 },
  { d: `${circle(254, 326, 6)}${circle(216, 344, 6)}${circle(264, 362, 6)}`, fill: "plum" },
  { d: circle(148, 344, 15), fill: "ember-soft", stroke: "ember", width: 3 },
  { d: circle(332, 344, 15), fill: "ember-soft", stroke: "ember", width: 3 },
  // what rises: a heart, a sun, a leaf, a word, a star, and two circles that meet
  {
    d: "M92 206c-15-15-36-26-36-47 0-24 28-28 36-9 8-19 36-15 36 9 0 21-21 32-36 47z",
    fill: "plum",
    floats: true,
  },
  { d: circle(132, 84, 19), fill: "sun" },
  {
    d: "M132 50v-12M132 130v-12M98 84h-12M178 84h-12M108 60l-9-9M156 60l9-9M108 108l-9 9M156 108l9 9",
    stroke: "sun",
    width: 5,
  },
  { d: "M46 300c-2-40 20-62 56-64 2 42-18 64-56 64z", fill: "pine-soft", stroke: "pine", width: 3 },
  { d: "M48 298c14-18 26-30 40-44", stroke: "pine", width: 3 },
  {
    d: "M352 132q0-16 16-16h56q16 0 16 16v28q0 16-16 16h-30l-22 18v-18h-4q-16 0-16-16z",
    fill: "card",
    stroke: "pine",
    width: 3,
    floats: true,
  },
  {
    d: `${circle(376, 146, 5)}${circle(396, 146, 5)}${circle(416, 146, 5)}`,
    fill: "pine",
    floats: true,
  },
  { d: "M350 40l9 24 24 9-24 9-9 24-9-24-24-9 24-9z", fill: "ember" },
  { d: circle(404, 250, 22), fill: "pine-soft", stroke: "pine", width: 3 },
  { d: circle(430, 250, 22), fill: "ember-soft", stroke: "ember", width: 3 },
  { d: "M417 232.3a22 22 0 0 1 0 35.4a22 22 0 0 1 0-35.4z", fill: "plum" },
];
