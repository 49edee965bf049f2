import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SERIES_COLORS } from "./palette";

/**
 * How colour-blind eyes see: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency" (2009), severity 1.0, on linear RGB. Distances are in OKLab, where about
 * 0.02 is just noticeable between patches that touch.
 */
type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];
const EYES: Record<string, Matrix> = {
  trichromat: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanope: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const SMALLEST_DISTANCE = 0.12;
const SMALLEST_CONTRAST = 3;

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

function token(name: string, scheme: "light" | "dark"): Rgb {
  const pair = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  const hex = pair?.[scheme === "light" ? 1 : 2];
  if (hex === undefined) throw new Error(`app/globals.css has no --${name}.`);
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const dot = (row: Rgb, [r, g, b]: Rgb) => row[0] * r + row[1] * g + row[2] * b;
const seen = ([r, g, b]: Matrix, color: Rgb): Rgb => [
  clamp(dot(r, color)),
  clamp(dot(g, color)),
  clamp(dot(b, color)),
];

function oklab(color: Rgb): Rgb {
  const l = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], color));
  const m = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], color));
  const s = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], color));
  const cones: Rgb = [l, m, s];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

const distance = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const luminance = (color: Rgb) => dot([0.2126, 0.7152, 0.0722], color);
function contrast(a: Rgb, b: Rgb): number {
  const [lower = 0, higher = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (higher + 0.05) / (lower + 0.05);
}

describe.each(["light", "dark"] as const)("series colours in %s", (scheme) => {
  const colors = SERIES_COLORS.map((variable) => token(variable.slice(6, -1), scheme));

  test("stand out from the card", () => {
    for (const color of colors) {
      expect(contrast(color, token("card", scheme))).toBeGreaterThanOrEqual(SMALLEST_CONTRAST);
    }
  });

  test.each(Object.entries(EYES))("stay apart for a %s", (_name, eyes) => {
    const shown = colors.map((color) => oklab(seen(eyes, color)));
    const distances = shown.flatMap((one, at) => shown.slice(at + 1).map((other) => distance(one, other)));
    expect(distances).toHaveLength(10);
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(SMALLEST_DISTANCE);
  });
});

/** What is read as text, on what it is read on: WCAG's 4.5:1 in both schemes. */
describe.each(["light", "dark"] as const)("text colours in %s", (scheme) => {
  const PAIRS = [
    ...["ink", "muted", "plum", "pine", "ember", "gold"].flatMap((text) =>
      ["paper", "card", "sunken"].map((ground) => [text, ground] as const),
    ),
    ...["plum", "pine", "ember", "gold", "ink"].map(
      (text) => [text, `${text === "ink" ? "plum" : text}-soft`] as const,
    ),
    ["on-plum", "plum"] as const,
    ["card", "ember"] as const,
  ];
  test.each(PAIRS)("%s is readable on %s", (text, ground) => {
    expect(contrast(token(text, scheme), token(ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });
});
