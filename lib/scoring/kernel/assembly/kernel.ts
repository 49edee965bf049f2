// The many-people kernel, in AssemblyScript (not TypeScript: tsc and biome skip this folder).
// Compiled by ../build-kernel.ts into ../kernel-wasm.ts. Its caller and the meaning of every export: ../kernel.ts.
//
// Words used here: a *row* is the person a loop stands on, a *column* the person compared with it. A *panel* is
// four (f64) or eight (16-bit) neighbouring columns stored trait by trait, so that one vector load takes one trait
// of several people. An unknown trait is NaN in the f64 data. A row or panel is *full* where nothing is unknown;
// only full ones take the fast paths.
//
// *Corrected* is a model that takes measurement error off the squared distance. The error a person brings is their
// *noise*. It is taken off their norms beforehand, so that dot products give corrected distances at no cost.

const TRAITS: i32 = 32;
const GROUPS: i32 = 7;
const ALL_KNOWN: u32 = 0xffffffff;

const ROW_BYTES: usize = 256; // 32 f64
const PANEL_BYTES: usize = 1024; // 32 traits x 4 people x f64
const ROW_Q_BYTES: usize = 64; // 32 i16
const PANEL_Q_BYTES: usize = 512; // 16 trait pairs x 8 people x 2 x i16

/** Rows of the working buffer, each of `padded` f64. */
const BUFFER_ROWS: usize = 16;
/** f64 panels worked on before their scores are finished: 8 rows x 128 columns stay in the first-level cache. */
const TILE: i32 = 32;
/** 16-bit panels between two tightenings of the bounds in bestRows. */
const TILE_Q: i32 = 32;

// Constants of the model; the caller fills them before prepare().
const ALPHA = memory.data(256, 16); // 32 f64
const SCALE_BY_KNOWN = memory.data(264, 16); // 33 f64: 32 / known, NaN where too few
const GROUP_ENDS = memory.data(28, 16); // 7 i32, exclusive
const GROUP_SIZES = memory.data(56, 16); // 7 f64

// Per row of a row group of four.
const COUNTS = memory.data(16, 16); // i32
const BOUNDS_Q = memory.data(16, 16); // i32
const BOUNDS = memory.data(32, 16); // f64
const SPILL = memory.data(32, 16);

let people: i32 = 0;
let padded: i32 = 0;
let rows: usize = 0;
let weighted: usize = 0;
let panels: usize = 0;
let rowsQ: usize = 0;
let panelsQ: usize = 0;
let norms: usize = 0;
let normsQ: usize = 0;
let headNormsQ: usize = 0;
let groupSums: usize = 0;
let masks: usize = 0;
let panelFull: usize = 0;
let buffer: usize = 0;
let lists: usize = 0;
let kept: usize = 0;
let keptSquares: usize = 0;
let errorPanels: usize = 0;
let noises: usize = 0;

let corrected: bool = false;
/** Twice the largest noise of anybody: how far a squared distance may be above its corrected one. */
let mostNoise: f64 = 0;
/** A corrected squared distance this far below 0 is 0, whatever its rounding. */
let slack: f64 = 0;

/** Squared distances below this come from the dot product with too few digits and are computed again. */
let tiny: f64 = 0;
let gamma1: f64 = 0;
let base: f64 = 0;
let feasibility: f64 = 0;
/** 16-bit steps to one unit of distance. */
let stepsPerUnit: f64 = 0;

/** Lays memory out for so many people, growing it as needed. Returns false where it cannot grow. */
export function configure(count: i32, corrects: bool): bool {
  people = count;
  corrected = corrects;
  padded = (count + 8) & ~7;
  const p = <usize>padded;
  const q = p + 8; // the person set by the caller for oneAgainstMany sits at row `padded`, outside all columns
  let at = (__heap_base + 63) & ~63;
  rows = at;
  at += q * ROW_BYTES;
  weighted = at;
  at += q * ROW_BYTES;
  panels = at;
  at += p * ROW_BYTES;
  rowsQ = at;
  at += p * ROW_Q_BYTES;
  panelsQ = at;
  at += p * ROW_Q_BYTES;
  norms = at;
  at += p * 8;
  groupSums = at;
  at += p * 8 * GROUPS;
  normsQ = at;
  at += p * 4;
  headNormsQ = at;
  at += p * 4;
  masks = at;
  at += q * 4;
  panelFull = at;
  at += p;
  at = (at + 63) & ~63;
  buffer = at;
  at += p * 8 * BUFFER_ROWS;
  lists = at;
  at += p * 4 * 4;
  kept = at;
  at += p * 4 * 4;
  keptSquares = at;
  at += p * 8 * 4;
  if (corrects) {
    errorPanels = at;
    at += q * ROW_BYTES;
    noises = at;
    at += q * 8;
  }
  const pages = <i32>((at + 0xffff) >> 16);
  const missing = pages - memory.size();
  return missing <= 0 || memory.grow(missing) >= 0;
}

// Where the caller finds things; addresses hold until the next configure().
export function alphaAt(): usize {
  return ALPHA;
}
export function scaleByKnownAt(): usize {
  return SCALE_BY_KNOWN;
}
export function groupEndsAt(): usize {
  return GROUP_ENDS;
}
export function groupSizesAt(): usize {
  return GROUP_SIZES;
}
export function rowsAt(): usize {
  return rows;
}
export function masksAt(): usize {
  return masks;
}
export function bufferAt(): usize {
  return buffer;
}
export function keptAt(): usize {
  return kept;
}
export function paddedPeople(): i32 {
  return padded;
}
/** alpha * sigma^2, in panels as the f64 data are. Only where corrected. */
export function errorPanelsAt(): usize {
  return errorPanels;
}
/** One f64 a person: the sum of alpha * sigma^2 over their traits. Only where corrected. */
export function noisesAt(): usize {
  return noises;
}

/** Derives every layout from rows, masks, errors and the constants of the model, all filled by the caller. */
export function prepare(tinySquare: f64, steps: f64, slackSquare: f64): void {
  tiny = tinySquare;
  stepsPerUnit = steps;
  slack = slackSquare;
  mostNoise = 0;
  for (let i = people; i < padded; i++) {
    store<u32>(masks + (<usize>i << 2), 0);
    for (let k = 0; k < TRAITS; k++) store<f64>(rows + <usize>i * ROW_BYTES + (<usize>k << 3), NaN);
  }
  for (let i = 0; i < padded; i++) preparePerson(i);
  for (let p = 0; p < padded >> 2; p++) {
    const four = masks + (<usize>p << 4);
    const all = load<u32>(four) & load<u32>(four, 4) & load<u32>(four, 8) & load<u32>(four, 12);
    store<i32>(panelFull + (<usize>p << 2), <i32>(all == ALL_KNOWN));
  }
}

function preparePerson(i: i32): void {
  const row = rows + <usize>i * ROW_BYTES;
  const heavy = weighted + <usize>i * ROW_BYTES;
  const column = panels + <usize>(i >> 2) * PANEL_BYTES + (<usize>(i & 3) << 3);
  const columnQ = panelsQ + <usize>(i >> 3) * PANEL_Q_BYTES + (<usize>(i & 7) << 2);
  const rowQ = rowsQ + <usize>i * ROW_Q_BYTES;
  let norm: f64 = 0;
  let normQ: i32 = 0;
  if (corrected) {
    const noise = load<f64>(noises + (<usize>i << 3));
    mostNoise = max(mostNoise, 2 * noise);
    norm = -noise;
    // Rounded so that a column never seems further away than it is.
    normQ = -<i32>ceil<f64>(noise * stepsPerUnit * stepsPerUnit);
  }
  for (let k = 0; k < TRAITS; k++) {
    const at = <usize>k;
    const value = load<f64>(row + (at << 3));
    const alpha = load<f64>(ALPHA + (at << 3));
    store<f64>(heavy + (at << 3), alpha * value);
    store<f64>(column + (at << 5), value);
    norm += alpha * value * value;
    // NaN becomes 0 in a saturating conversion; such people never reach the 16-bit path anyway.
    const step = <i32>nearest<f64>(value == value ? sqrt<f64>(alpha) * (value - 0.5) * stepsPerUnit : 0);
    store<i16>(rowQ + (at << 1), <i16>step);
    store<i16>(columnQ + ((at >> 1) << 5) + ((at & 1) << 1), <i16>step);
    normQ += step * step;
    if (k == 15) store<i32>(headNormsQ + (<usize>i << 2), normQ);
  }
  store<f64>(norms + (<usize>i << 3), norm);
  store<i32>(normsQ + (<usize>i << 2), normQ);
  let k = 0;
  for (let g = 0; g < GROUPS; g++) {
    const end = load<i32>(GROUP_ENDS + (<usize>g << 2));
    let sum: f64 = 0;
    for (; k < end; k++) sum += load<f64>(row + (<usize>k << 3));
    store<f64>(groupSums + ((<usize>(g * padded) + <usize>i) << 3), sum);
  }
}

/** Sets C_total's parts for the calls that follow: gamma1, gamma2 * C_res, F. */
export function setTerms(traitWeight: f64, resonance: f64, feasible: f64): void {
  gamma1 = traitWeight;
  base = resonance;
  feasibility = feasible;
}

// ---------------------------------------------------------------------------------------------------------------
// From squared distances to scores

/**
 * Constants of finish(), each twice so that one load fills a vector: loading them beats leaving them to the engine,
 * which builds each from an integer register at every use. The last eleven are the minimax polynomial of exp(-r) for
 * |r| <= ln2 / 2 from the highest power down, relative error 6e-16.
 */
const EXP = memory.data<f64>([
  -1.4426950408889634, -1.4426950408889634, // -1 / ln2
  6755399441055744.0, 6755399441055744.0, // 1.5 * 2^52
  0.6931471805599453, 0.6931471805599453, // ln2
  2.7620075880100385e-07, 2.7620075880100385e-07,
  -2.7632640675570708e-06, -2.7632640675570708e-06,
  2.4801521322368448e-05, 2.4801521322368448e-05,
  -0.00019841190647543945, -0.00019841190647543945,
  0.0013888888917196719, 0.0013888888917196719,
  -0.008333333367311603, -0.008333333367311603,
  0.041666666666624164, 0.041666666666624164,
  -0.16666666666615648, -0.16666666666615648,
  0.5000000000000001, 0.5000000000000001,
  -1.0000000000000013, -1.0000000000000013,
  1.0, 1.0,
]);

/**
 * exp by the textbook: D = r - k ln2, with k left in the low bits of D * (-1 / ln2) + 1.5 * 2^52, a polynomial in r,
 * and k added to the exponent bits. Four vectors side by side, so that each constant is loaded once for eight pairs.
 *
 * Turns squared distances d into F * (gamma1 * exp(-sqrt(d)) + gamma2 * C_res) in place, NaN into NaN; rounds the end
 * up to four vectors.
 */
function finish(from: usize, end: usize): void {
  const scale = f64x2.splat(gamma1 * feasibility);
  const offset = f64x2.splat(base * feasibility);
  for (let at = from; at < end; at += 64) {
    let x0 = f64x2.sqrt(v128.load(at));
    let x1 = f64x2.sqrt(v128.load(at, 16));
    let x2 = f64x2.sqrt(v128.load(at, 32));
    let x3 = f64x2.sqrt(v128.load(at, 48));
    let c = v128.load(EXP);
    const magic = v128.load(EXP, 16);
    const s0 = f64x2.add(f64x2.mul(x0, c), magic);
    const s1 = f64x2.add(f64x2.mul(x1, c), magic);
    const s2 = f64x2.add(f64x2.mul(x2, c), magic);
    const s3 = f64x2.add(f64x2.mul(x3, c), magic);
    c = v128.load(EXP, 32);
    x0 = f64x2.add(x0, f64x2.mul(f64x2.sub(s0, magic), c));
    x1 = f64x2.add(x1, f64x2.mul(f64x2.sub(s1, magic), c));
    x2 = f64x2.add(x2, f64x2.mul(f64x2.sub(s2, magic), c));
    x3 = f64x2.add(x3, f64x2.mul(f64x2.sub(s3, magic), c));
    c = v128.load(EXP, 48);
    let e0 = c;
    let e1 = c;
    let e2 = c;
    let e3 = c;
    c = v128.load(EXP, 64);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 80);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 96);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 112);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 128);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 144);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 160);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 176);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 192);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    c = v128.load(EXP, 208);
    e0 = f64x2.add(f64x2.mul(e0, x0), c);
    e1 = f64x2.add(f64x2.mul(e1, x1), c);
    e2 = f64x2.add(f64x2.mul(e2, x2), c);
    e3 = f64x2.add(f64x2.mul(e3, x3), c);
    v128.store(at, f64x2.add(f64x2.mul(i64x2.add(e0, i64x2.shl(s0, 52)), scale), offset));
    v128.store(at, f64x2.add(f64x2.mul(i64x2.add(e1, i64x2.shl(s1, 52)), scale), offset), 16);
    v128.store(at, f64x2.add(f64x2.mul(i64x2.add(e2, i64x2.shl(s2, 52)), scale), offset), 32);
    v128.store(at, f64x2.add(f64x2.mul(i64x2.add(e3, i64x2.shl(s3, 52)), scale), offset), 48);
  }
}

// ---------------------------------------------------------------------------------------------------------------
// Squared distances in f64

/** Of two full people, by differences. */
function fullSquare(i: i32, j: i32): f64 {
  const a = rows + <usize>i * ROW_BYTES;
  const b = rows + <usize>j * ROW_BYTES;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (let k: usize = 0; k < ROW_BYTES; k += 64) {
    const t0 = f64x2.sub(v128.load(a + k), v128.load(b + k));
    const t1 = f64x2.sub(v128.load(a + k, 16), v128.load(b + k, 16));
    const t2 = f64x2.sub(v128.load(a + k, 32), v128.load(b + k, 32));
    const t3 = f64x2.sub(v128.load(a + k, 48), v128.load(b + k, 48));
    s0 = f64x2.add(s0, f64x2.mul(f64x2.mul(t0, t0), v128.load(ALPHA + k)));
    s1 = f64x2.add(s1, f64x2.mul(f64x2.mul(t1, t1), v128.load(ALPHA + k, 16)));
    s2 = f64x2.add(s2, f64x2.mul(f64x2.mul(t2, t2), v128.load(ALPHA + k, 32)));
    s3 = f64x2.add(s3, f64x2.mul(f64x2.mul(t3, t3), v128.load(ALPHA + k, 48)));
  }
  const s = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** Of two people who may have unknown traits: over the common ones, scaled; NaN where too few are common. */
function partSquare(i: i32, j: i32): f64 {
  if (corrected) return exactSquare(i, j);
  const a = rows + <usize>i * ROW_BYTES;
  const b = rows + <usize>j * ROW_BYTES;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  for (let k: usize = 0; k < ROW_BYTES; k += 32) {
    const t0 = f64x2.sub(v128.load(a + k), v128.load(b + k));
    const t1 = f64x2.sub(v128.load(a + k, 16), v128.load(b + k, 16));
    const q0 = f64x2.mul(f64x2.mul(t0, t0), v128.load(ALPHA + k));
    const q1 = f64x2.mul(f64x2.mul(t1, t1), v128.load(ALPHA + k, 16));
    s0 = f64x2.add(s0, v128.and(q0, f64x2.eq(t0, t0)));
    s1 = f64x2.add(s1, v128.and(q1, f64x2.eq(t1, t1)));
  }
  const s = f64x2.add(s0, s1);
  return (f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1)) * scaleOf(i, j);
}

@inline
function errorAt(i: i32, k: i32): usize {
  return errorPanels + <usize>(i >> 2) * PANEL_BYTES + (<usize>k << 5) + (<usize>(i & 3) << 3);
}

/**
 * The corrected squared distance of any two people, trait by trait in the order and with the roundings of scorePair:
 * near 0 the square root would turn any other rounding into a visible difference.
 */
function exactSquare(i: i32, j: i32): f64 {
  const a = rows + <usize>i * ROW_BYTES;
  const b = rows + <usize>j * ROW_BYTES;
  let squares: f64 = 0;
  let noiseA: f64 = 0;
  let noiseB: f64 = 0;
  let known = 0;
  for (let k = 0; k < TRAITS; k++) {
    const at = <usize>k << 3;
    const t = load<f64>(a + at) - load<f64>(b + at);
    if (t != t) continue;
    squares += t * t * load<f64>(ALPHA + at);
    noiseA += load<f64>(errorAt(i, k));
    noiseB += load<f64>(errorAt(j, k));
    known++;
  }
  return max<f64>(0, squares - (noiseA + noiseB)) * load<f64>(SCALE_BY_KNOWN + (<usize>known << 3));
}

/** A squared distance below `tiny`, computed again with all its digits. */
function closeSquare(i: i32, j: i32, square: f64): f64 {
  if (!corrected) return fullSquare(i, j);
  return square < -slack ? 0 : exactSquare(i, j);
}

@inline
function scaleOf(i: i32, j: i32): f64 {
  const common = load<u32>(masks + (<usize>i << 2)) & load<u32>(masks + (<usize>j << 2));
  return load<f64>(SCALE_BY_KNOWN + (<usize>popcnt<u32>(common) << 3));
}

@inline
function isFull(i: i32): bool {
  return load<u32>(masks + (<usize>i << 2)) == ALL_KNOWN;
}

@inline
function isFullPanel(p: i32): bool {
  return load<i32>(panelFull + (<usize>p << 2)) != 0;
}

/** One full row against one full panel, by differences. */
function fullPanel(i: i32, p: i32, out: usize): void {
  let c = panels + <usize>p * PANEL_BYTES;
  let a = rows + <usize>i * ROW_BYTES;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let w = ALPHA;
  for (const end = a + ROW_BYTES; a < end; a += 16) {
    const a0 = v128.load64_splat(a);
    const w0 = v128.load64_splat(w);
    const t0 = f64x2.sub(v128.load(c), a0);
    const t1 = f64x2.sub(v128.load(c, 16), a0);
    s0 = f64x2.add(s0, f64x2.mul(f64x2.mul(t0, t0), w0));
    s1 = f64x2.add(s1, f64x2.mul(f64x2.mul(t1, t1), w0));
    const a1 = v128.load64_splat(a, 8);
    const w1 = v128.load64_splat(w, 8);
    const t2 = f64x2.sub(v128.load(c, 32), a1);
    const t3 = f64x2.sub(v128.load(c, 48), a1);
    s2 = f64x2.add(s2, f64x2.mul(f64x2.mul(t2, t2), w1));
    s3 = f64x2.add(s3, f64x2.mul(f64x2.mul(t3, t3), w1));
    c += 64;
    w += 16;
  }
  v128.store(out, f64x2.add(s0, s2));
  v128.store(out, f64x2.add(s1, s3), 16);
}

/** One row against one panel where traits may be unknown: as partSquare. */
function partPanel(i: i32, p: i32, out: usize): void {
  if (corrected) {
    partCorrected(i, p, out);
    return;
  }
  let c = panels + <usize>p * PANEL_BYTES;
  let a = rows + <usize>i * ROW_BYTES;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let w = ALPHA;
  for (const end = a + ROW_BYTES; a < end; a += 8) {
    const a0 = v128.load64_splat(a);
    const w0 = v128.load64_splat(w);
    const t0 = f64x2.sub(v128.load(c), a0);
    const t1 = f64x2.sub(v128.load(c, 16), a0);
    s0 = f64x2.add(s0, v128.and(f64x2.mul(f64x2.mul(t0, t0), w0), f64x2.eq(t0, t0)));
    s1 = f64x2.add(s1, v128.and(f64x2.mul(f64x2.mul(t1, t1), w0), f64x2.eq(t1, t1)));
    c += 32;
    w += 8;
  }
  const j = p << 2;
  let scale = f64x2.replace_lane(f64x2.splat(scaleOf(i, j)), 1, scaleOf(i, j + 1));
  v128.store(out, f64x2.mul(s0, scale));
  scale = f64x2.replace_lane(f64x2.splat(scaleOf(i, j + 2)), 1, scaleOf(i, j + 3));
  v128.store(out, f64x2.mul(s1, scale), 16);
}

/** As partPanel, with the errors of the common traits taken off. */
function partCorrected(i: i32, p: i32, out: usize): void {
  let c = panels + <usize>p * PANEL_BYTES;
  let e = errorPanels + <usize>p * PANEL_BYTES;
  let a = rows + <usize>i * ROW_BYTES;
  let own = errorAt(i, 0);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let w = ALPHA;
  for (const end = a + ROW_BYTES; a < end; a += 8) {
    const a0 = v128.load64_splat(a);
    const w0 = v128.load64_splat(w);
    const e0 = v128.load64_splat(own);
    const t0 = f64x2.sub(v128.load(c), a0);
    const t1 = f64x2.sub(v128.load(c, 16), a0);
    const n0 = f64x2.add(v128.load(e), e0);
    const n1 = f64x2.add(v128.load(e, 16), e0);
    s0 = f64x2.add(s0, v128.and(f64x2.sub(f64x2.mul(f64x2.mul(t0, t0), w0), n0), f64x2.eq(t0, t0)));
    s1 = f64x2.add(s1, v128.and(f64x2.sub(f64x2.mul(f64x2.mul(t1, t1), w0), n1), f64x2.eq(t1, t1)));
    c += 32;
    e += 32;
    w += 8;
    own += 32;
  }
  const j = p << 2;
  let scale = f64x2.replace_lane(f64x2.splat(scaleOf(i, j)), 1, scaleOf(i, j + 1));
  v128.store(out, f64x2.mul(s0, scale));
  scale = f64x2.replace_lane(f64x2.splat(scaleOf(i, j + 2)), 1, scaleOf(i, j + 3));
  v128.store(out, f64x2.mul(s1, scale), 16);
  refine(i, 1, p, out, 0);
}

/** Takes the errors off the squared distances of one full row to one full panel. */
function correctPanel(i: i32, p: i32, out: usize): void {
  const own = v128.load64_splat(noises + (<usize>i << 3));
  const others = noises + (<usize>p << 5);
  v128.store(out, f64x2.sub(v128.load(out), f64x2.add(v128.load(others), own)));
  v128.store(out, f64x2.sub(v128.load(out, 16), f64x2.add(v128.load(others, 16), own)), 16);
  refine(i, 1, p, out, 0);
}

/**
 * Four full rows against one full panel as |a|^2 + |b|^2 - 2ab: two operations a trait instead of three. What
 * cancellation costs is bounded (see `tiny` in kernel.ts); closer pairs are computed again by differences.
 */
function denseBlock(i: i32, p: i32, out: usize, stride: usize): void {
  let c = panels + <usize>p * PANEL_BYTES;
  let a = weighted + <usize>i * ROW_BYTES;
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s30 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  for (const end = c + PANEL_BYTES; c < end; c += 32) {
    const c0 = v128.load(c, 0);
    const c1 = v128.load(c, 16);
    let r = v128.load64_splat(a, 0);
    s00 = f64x2.add(s00, f64x2.mul(c0, r));
    s01 = f64x2.add(s01, f64x2.mul(c1, r));
    r = v128.load64_splat(a, 256);
    s10 = f64x2.add(s10, f64x2.mul(c0, r));
    s11 = f64x2.add(s11, f64x2.mul(c1, r));
    r = v128.load64_splat(a, 512);
    s20 = f64x2.add(s20, f64x2.mul(c0, r));
    s21 = f64x2.add(s21, f64x2.mul(c1, r));
    r = v128.load64_splat(a, 768);
    s30 = f64x2.add(s30, f64x2.mul(c0, r));
    s31 = f64x2.add(s31, f64x2.mul(c1, r));
    a += 8;
  }
  const own = norms + (<usize>i << 3);
  const other = norms + (<usize>p << 5);
  const n0 = v128.load(other);
  const n1 = v128.load(other, 16);
  const limit = f64x2.splat(tiny);
  let n = v128.load64_splat(own);
  s00 = f64x2.sub(f64x2.add(n0, n), f64x2.add(s00, s00));
  s01 = f64x2.sub(f64x2.add(n1, n), f64x2.add(s01, s01));
  n = v128.load64_splat(own, 8);
  s10 = f64x2.sub(f64x2.add(n0, n), f64x2.add(s10, s10));
  s11 = f64x2.sub(f64x2.add(n1, n), f64x2.add(s11, s11));
  n = v128.load64_splat(own, 16);
  s20 = f64x2.sub(f64x2.add(n0, n), f64x2.add(s20, s20));
  s21 = f64x2.sub(f64x2.add(n1, n), f64x2.add(s21, s21));
  n = v128.load64_splat(own, 24);
  s30 = f64x2.sub(f64x2.add(n0, n), f64x2.add(s30, s30));
  s31 = f64x2.sub(f64x2.add(n1, n), f64x2.add(s31, s31));
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out + stride, s10);
  v128.store(out + stride, s11, 16);
  v128.store(out + 2 * stride, s20);
  v128.store(out + 2 * stride, s21, 16);
  v128.store(out + 3 * stride, s30);
  v128.store(out + 3 * stride, s31, 16);
  const least = f64x2.pmin(
    f64x2.pmin(f64x2.pmin(s00, s01), f64x2.pmin(s10, s11)),
    f64x2.pmin(f64x2.pmin(s20, s21), f64x2.pmin(s30, s31)),
  );
  if (v128.any_true(f64x2.lt(least, limit))) refine(i, 4, p, out, stride);
}

/** Computes again the too-close pairs of a block. */
function refine(i: i32, count: i32, p: i32, out: usize, stride: usize): void {
  for (let r = 0; r < count; r++) {
    const at = out + <usize>r * stride;
    for (let c = 0; c < 4; c++) {
      const slot = at + (<usize>c << 3);
      const square = load<f64>(slot);
      if (square < tiny) store<f64>(slot, closeSquare(i + r, (p << 2) + c, square));
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------
// All pairs

/**
 * Scores of rows first .. first+7 (as far as there are such people) against every column >= its own panel. Row r
 * of the buffer holds row first + r, one f64 a column; columns before the row's own panel are left as they were.
 */
export function scoreRows(first: i32): void {
  const stride = <usize>padded << 3;
  const count = min(8, people - first);
  const panelCount = padded >> 2;
  for (let tile = first >> 2; tile < panelCount; tile += TILE) {
    const end = min(tile + TILE, panelCount);
    for (let g = 0; g < count; g += 4) {
      const i = first + g;
      const out = buffer + <usize>g * stride;
      const full = isFullPanel(i >> 2);
      const members = min(4, count - g);
      for (let p = tile; p < end; p++) {
        const at = out + (<usize>p << 5);
        if (full && isFullPanel(p)) denseBlock(i, p, at, stride);
        else for (let r = 0; r < members; r++) partPanel(i + r, p, at + <usize>r * stride);
      }
    }
    for (let r = 0; r < count; r++) {
      const row = buffer + <usize>r * stride;
      finish(row + (<usize>tile << 5), row + (<usize>end << 5));
    }
  }
}

/**
 * As scoreRows for rows first and first+1, with group alignments: for each of the two rows eight buffer rows, the
 * scores and then the seven groups.
 */
export function scoreRowsWithAlignments(first: i32): void {
  const stride = <usize>padded << 3;
  const count = min(2, people - first);
  const panelCount = padded >> 2;
  const bothFull = isFull(first) && count == 2 && isFull(first + 1);
  for (let tile = first >> 2; tile < panelCount; tile += TILE) {
    const end = min(tile + TILE, panelCount);
    for (let p = tile; p < end; p++) {
      const at = buffer + (<usize>p << 5);
      if (bothFull && isFullPanel(p)) denseAligned(first, p, at, stride);
      else for (let r = 0; r < count; r++) partAligned(first + r, p, at + <usize>(r * 8) * stride, stride);
    }
    for (let r = 0; r < count; r++) {
      const row = buffer + <usize>(r * 8) * stride;
      finish(row + (<usize>tile << 5), row + (<usize>end << 5));
    }
  }
}

/** Two full rows against a full panel. Sums |a - b| as 2 max(a, b) - a - b, with the sums of a and b known. */
function denseAligned(i: i32, p: i32, out: usize, stride: usize): void {
  let c = panels + <usize>p * PANEL_BYTES;
  let a = rows + <usize>i * ROW_BYTES;
  let w = weighted + <usize>i * ROW_BYTES;
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let sums = groupSums + (<usize>i << 3);
  let others = groupSums + (<usize>p << 5);
  let plane = out;
  let end = rows + <usize>i * ROW_BYTES;
  const start = end;
  for (let g: usize = 0; g < <usize>GROUPS; g++) {
    let m00 = f64x2.splat(0);
    let m01 = f64x2.splat(0);
    let m10 = f64x2.splat(0);
    let m11 = f64x2.splat(0);
    end = start + (<usize>load<i32>(GROUP_ENDS + (g << 2)) << 3);
    for (; a < end; a += 8) {
      const c0 = v128.load(c);
      const c1 = v128.load(c, 16);
      const a0 = v128.load64_splat(a);
      const w0 = v128.load64_splat(w);
      const a1 = v128.load64_splat(a, 256);
      const w1 = v128.load64_splat(w, 256);
      s00 = f64x2.add(s00, f64x2.mul(c0, w0));
      s01 = f64x2.add(s01, f64x2.mul(c1, w0));
      s10 = f64x2.add(s10, f64x2.mul(c0, w1));
      s11 = f64x2.add(s11, f64x2.mul(c1, w1));
      m00 = f64x2.add(m00, f64x2.pmax(c0, a0));
      m01 = f64x2.add(m01, f64x2.pmax(c1, a0));
      m10 = f64x2.add(m10, f64x2.pmax(c0, a1));
      m11 = f64x2.add(m11, f64x2.pmax(c1, a1));
      c += 32;
      w += 8;
    }
    plane += stride;
    const size = v128.load64_splat(GROUP_SIZES + (g << 3));
    const b0 = v128.load(others);
    const b1 = v128.load(others, 16);
    let own = v128.load64_splat(sums);
    v128.store(plane, aligned(m00, b0, own, size));
    v128.store(plane, aligned(m01, b1, own, size), 16);
    own = v128.load64_splat(sums, 8);
    v128.store(plane + 8 * stride, aligned(m10, b0, own, size));
    v128.store(plane + 8 * stride, aligned(m11, b1, own, size), 16);
    sums += stride;
    others += stride;
  }
  const own = norms + (<usize>i << 3);
  const other = norms + (<usize>p << 5);
  const n0 = v128.load(other);
  const n1 = v128.load(other, 16);
  let n = v128.load64_splat(own);
  s00 = f64x2.sub(f64x2.add(n0, n), f64x2.add(s00, s00));
  s01 = f64x2.sub(f64x2.add(n1, n), f64x2.add(s01, s01));
  n = v128.load64_splat(own, 8);
  s10 = f64x2.sub(f64x2.add(n0, n), f64x2.add(s10, s10));
  s11 = f64x2.sub(f64x2.add(n1, n), f64x2.add(s11, s11));
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out + 8 * stride, s10);
  v128.store(out + 8 * stride, s11, 16);
  const least = f64x2.pmin(f64x2.pmin(s00, s01), f64x2.pmin(s10, s11));
  if (v128.any_true(f64x2.lt(least, f64x2.splat(tiny)))) refine(i, 2, p, out, 8 * stride);
}

/** clamp01(1 - (2 max - a - b) / size) */
@inline
function aligned(larger: v128, b: v128, a: v128, size: v128): v128 {
  return clamped(f64x2.div(f64x2.sub(f64x2.add(larger, larger), f64x2.add(a, b)), size));
}

/** clamp01(1 - mean); NaN stays NaN, because pmin and pmax return their first operand where they cannot compare. */
@inline
function clamped(mean: v128): v128 {
  const one = f64x2.splat(1);
  return f64x2.pmin(f64x2.pmax(f64x2.sub(one, mean), f64x2.splat(0)), one);
}

/** One row against one panel where traits may be unknown; a group with nothing in common is NaN. */
function partAligned(i: i32, p: i32, out: usize, stride: usize): void {
  let c = panels + <usize>p * PANEL_BYTES;
  const start = rows + <usize>i * ROW_BYTES;
  let a = start;
  const one = f64x2.splat(1);
  let plane = out;
  for (let g: usize = 0; g < <usize>GROUPS; g++) {
    let m0 = f64x2.splat(0);
    let m1 = f64x2.splat(0);
    let k0 = f64x2.splat(0);
    let k1 = f64x2.splat(0);
    const end = start + (<usize>load<i32>(GROUP_ENDS + (g << 2)) << 3);
    for (; a < end; a += 8) {
      const a0 = v128.load64_splat(a);
      const t0 = f64x2.sub(v128.load(c), a0);
      const t1 = f64x2.sub(v128.load(c, 16), a0);
      const e0 = f64x2.eq(t0, t0);
      const e1 = f64x2.eq(t1, t1);
      m0 = f64x2.add(m0, v128.and(f64x2.abs(t0), e0));
      m1 = f64x2.add(m1, v128.and(f64x2.abs(t1), e1));
      k0 = f64x2.add(k0, v128.and(one, e0));
      k1 = f64x2.add(k1, v128.and(one, e1));
      c += 32;
    }
    plane += stride;
    v128.store(plane, clamped(f64x2.div(m0, k0)));
    v128.store(plane, clamped(f64x2.div(m1, k1)), 16);
  }
  partPanel(i, p, out);
}

/** Scores of the person at row `padded` against everyone, into the first row of the buffer. */
export function scoreOne(): void {
  const panelCount = padded >> 2;
  const full = isFull(padded);
  for (let tile = 0; tile < panelCount; tile += TILE) {
    const end = min(tile + TILE, panelCount);
    for (let p = tile; p < end; p++) {
      const at = buffer + (<usize>p << 5);
      if (full && isFullPanel(p)) {
        fullPanel(padded, p, at);
        if (corrected) correctPanel(padded, p, at);
      } else partPanel(padded, p, at);
    }
    finish(buffer + (<usize>tile << 5), buffer + (<usize>end << 5));
  }
}

// ---------------------------------------------------------------------------------------------------------------
// Only the close pairs

/**
 * Appends to the four rows' lists every column of 16-bit panel q that may be within its row's bound: for full
 * people by 16-bit squared distance <= BOUNDS_Q (which holds for all within, and a few beyond), else by f64
 * squared distance <= BOUNDS.
 */
function filterPanel(i: i32, q: i32, full: bool, members: i32): void {
  const p = q << 1;
  if (!(full && isFullPanel(p) && isFullPanel(p + 1))) {
    filterPartPanel(i, p, members);
    filterPartPanel(i, p + 1, members);
    return;
  }
  let c = panelsQ + <usize>q * PANEL_Q_BYTES;
  let a = rowsQ + <usize>i * ROW_Q_BYTES;
  let s00 = i32x4.splat(0);
  let s01 = i32x4.splat(0);
  let s10 = i32x4.splat(0);
  let s11 = i32x4.splat(0);
  let s20 = i32x4.splat(0);
  let s21 = i32x4.splat(0);
  let s30 = i32x4.splat(0);
  let s31 = i32x4.splat(0);
  let passed00 = i32x4.splat(0);
  let passed01 = i32x4.splat(0);
  let passed10 = i32x4.splat(0);
  let passed11 = i32x4.splat(0);
  let passed20 = i32x4.splat(0);
  let passed21 = i32x4.splat(0);
  let passed30 = i32x4.splat(0);
  let passed31 = i32x4.splat(0);
  let normTable = headNormsQ;
  // Twice: the first half of the traits, then all of them. Half a squared distance is a lower bound of the whole,
  // and most panels hold nobody near enough by it.
  for (let halves = 0; halves < 2; halves++) {
    for (const end = c + PANEL_Q_BYTES / 2; c < end; c += 64) {
      let c0 = v128.load(c);
      let c1 = v128.load(c, 16);
      let r = v128.load32_splat(a);
      s00 = i32x4.add(s00, i32x4.dot_i16x8_s(c0, r));
      s01 = i32x4.add(s01, i32x4.dot_i16x8_s(c1, r));
      r = v128.load32_splat(a, 64);
      s10 = i32x4.add(s10, i32x4.dot_i16x8_s(c0, r));
      s11 = i32x4.add(s11, i32x4.dot_i16x8_s(c1, r));
      r = v128.load32_splat(a, 128);
      s20 = i32x4.add(s20, i32x4.dot_i16x8_s(c0, r));
      s21 = i32x4.add(s21, i32x4.dot_i16x8_s(c1, r));
      r = v128.load32_splat(a, 192);
      s30 = i32x4.add(s30, i32x4.dot_i16x8_s(c0, r));
      s31 = i32x4.add(s31, i32x4.dot_i16x8_s(c1, r));
      c0 = v128.load(c, 32);
      c1 = v128.load(c, 48);
      r = v128.load32_splat(a, 4);
      s00 = i32x4.add(s00, i32x4.dot_i16x8_s(c0, r));
      s01 = i32x4.add(s01, i32x4.dot_i16x8_s(c1, r));
      r = v128.load32_splat(a, 68);
      s10 = i32x4.add(s10, i32x4.dot_i16x8_s(c0, r));
      s11 = i32x4.add(s11, i32x4.dot_i16x8_s(c1, r));
      r = v128.load32_splat(a, 132);
      s20 = i32x4.add(s20, i32x4.dot_i16x8_s(c0, r));
      s21 = i32x4.add(s21, i32x4.dot_i16x8_s(c1, r));
      r = v128.load32_splat(a, 196);
      s30 = i32x4.add(s30, i32x4.dot_i16x8_s(c0, r));
      s31 = i32x4.add(s31, i32x4.dot_i16x8_s(c1, r));
      a += 8;
    }
    const own = v128.load(normTable + (<usize>i << 2));
    const slack = i32x4.sub(v128.load(BOUNDS_Q), own);
    const n0 = v128.load(normTable + (<usize>q << 5));
    const n1 = v128.load(normTable + (<usize>q << 5), 16);
    let bound = i32x4.splat(i32x4.extract_lane(slack, 0));
    passed00 = i32x4.le_s(i32x4.sub(n0, i32x4.add(s00, s00)), bound);
    passed01 = i32x4.le_s(i32x4.sub(n1, i32x4.add(s01, s01)), bound);
    bound = i32x4.splat(i32x4.extract_lane(slack, 1));
    passed10 = i32x4.le_s(i32x4.sub(n0, i32x4.add(s10, s10)), bound);
    passed11 = i32x4.le_s(i32x4.sub(n1, i32x4.add(s11, s11)), bound);
    bound = i32x4.splat(i32x4.extract_lane(slack, 2));
    passed20 = i32x4.le_s(i32x4.sub(n0, i32x4.add(s20, s20)), bound);
    passed21 = i32x4.le_s(i32x4.sub(n1, i32x4.add(s21, s21)), bound);
    bound = i32x4.splat(i32x4.extract_lane(slack, 3));
    passed30 = i32x4.le_s(i32x4.sub(n0, i32x4.add(s30, s30)), bound);
    passed31 = i32x4.le_s(i32x4.sub(n1, i32x4.add(s31, s31)), bound);
    const any = v128.or(
      v128.or(v128.or(passed00, passed01), v128.or(passed10, passed11)),
      v128.or(v128.or(passed20, passed21), v128.or(passed30, passed31)),
    );
    if (!v128.any_true(any)) return;
    normTable = normsQ;
  }
  append(0, q << 3, i32x4.bitmask(passed00) | (i32x4.bitmask(passed01) << 4));
  append(1, q << 3, i32x4.bitmask(passed10) | (i32x4.bitmask(passed11) << 4));
  append(2, q << 3, i32x4.bitmask(passed20) | (i32x4.bitmask(passed21) << 4));
  append(3, q << 3, i32x4.bitmask(passed30) | (i32x4.bitmask(passed31) << 4));
}

function filterPartPanel(i: i32, p: i32, members: i32): void {
  for (let r = 0; r < members; r++) {
    partPanel(i + r, p, SPILL);
    const bound = v128.load64_splat(BOUNDS + (<usize>r << 3));
    const bits =
      i64x2.bitmask(f64x2.le(v128.load(SPILL), bound)) | (i64x2.bitmask(f64x2.le(v128.load(SPILL, 16), bound)) << 2);
    append(r, p << 2, bits);
  }
}

/** Appends to row r's list each column from `first` whose bit is set. */
@inline
function append(r: i32, first: i32, bits: i32): void {
  if (bits == 0) return;
  const counter = COUNTS + (<usize>r << 2);
  let at = lists + (<usize>(r * padded + load<i32>(counter)) << 2);
  store<i32>(counter, load<i32>(counter) + popcnt<i32>(bits));
  for (; bits; bits &= bits - 1) {
    store<i32>(at, first + ctz<i32>(bits));
    at += 4;
  }
}

/** Squared distances of row i to the listed columns, one f64 each, from `out`. */
function squaresOf(i: i32, list: usize, count: i32, out: usize): void {
  const full = isFull(i);
  const end = list + (<usize>count << 2);
  for (; list + 4 < end; list += 8) {
    const j0 = load<i32>(list);
    const j1 = load<i32>(list, 4);
    if (full && isFull(j0) && isFull(j1)) {
      twoSquares(i, j0, j1, out);
    } else {
      store<f64>(out, partSquare(i, j0));
      store<f64>(out, partSquare(i, j1), 8);
    }
    out += 16;
  }
  if (list < end) store<f64>(out, partSquare(i, load<i32>(list)));
}

/** Of a full person and two others, as denseBlock does it: by products, and again by differences where too close. */
function twoSquares(i: i32, j0: i32, j1: i32, out: usize): void {
  const a = weighted + <usize>i * ROW_BYTES;
  const b = rows + <usize>j0 * ROW_BYTES;
  const c = rows + <usize>j1 * ROW_BYTES;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let t0 = f64x2.splat(0);
  let t1 = f64x2.splat(0);
  for (let k: usize = 0; k < ROW_BYTES; k += 32) {
    const a0 = v128.load(a + k);
    const a1 = v128.load(a + k, 16);
    s0 = f64x2.add(s0, f64x2.mul(a0, v128.load(b + k)));
    s1 = f64x2.add(s1, f64x2.mul(a1, v128.load(b + k, 16)));
    t0 = f64x2.add(t0, f64x2.mul(a0, v128.load(c + k)));
    t1 = f64x2.add(t1, f64x2.mul(a1, v128.load(c + k, 16)));
  }
  s0 = f64x2.add(s0, s1);
  t0 = f64x2.add(t0, t1);
  const norm = load<f64>(norms + (<usize>i << 3));
  const twiceB = 2 * (f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1));
  const twiceC = 2 * (f64x2.extract_lane(t0, 0) + f64x2.extract_lane(t0, 1));
  const squareB = norm + load<f64>(norms + (<usize>j0 << 3)) - twiceB;
  const squareC = norm + load<f64>(norms + (<usize>j1 << 3)) - twiceC;
  store<f64>(out, squareB < tiny ? closeSquare(i, j0, squareB) : squareB);
  store<f64>(out, squareC < tiny ? closeSquare(i, j1, squareC) : squareC, 8);
}

/**
 * Counts, for rows first .. first+3, the columns after each row that may be within the bounds: never fewer than
 * rowsAbove will keep with the same bounds.
 */
export function countRows(first: i32, boundQ: i32, bound: f64): i32 {
  filterRows(first, boundQ, bound);
  let total = 0;
  for (let r = 0; r < 4; r++) total += load<i32>(COUNTS + (<usize>r << 2));
  return total;
}

function filterRows(first: i32, boundQ: i32, bound: f64): void {
  const members = min(4, people - first);
  v128.store(COUNTS, i32x4.splat(0));
  v128.store(BOUNDS_Q, i32x4.splat(boundQ));
  v128.store(BOUNDS, f64x2.splat(bound));
  v128.store(BOUNDS, f64x2.splat(bound), 16);
  const full = isFullPanel(first >> 2);
  for (let q = first >> 3; q < padded >> 3; q++) filterPanel(first, q, full, members);
}

/**
 * The pairs (i, j > i) of rows first .. first+3 that score at least `least`: columns in `kept` as i32 and scores
 * from the start of the buffer as f64, row after row, in ascending order. How many belong to each row is left at
 * countsAt(). Returns how many in all.
 */
export function rowsAbove(first: i32, boundQ: i32, bound: f64, least: f64): i32 {
  filterRows(first, boundQ, bound);
  const members = min(4, people - first);
  let column = kept;
  let score = buffer;
  for (let r = 0; r < members; r++) {
    const i = first + r;
    const counter = COUNTS + (<usize>r << 2);
    let list = lists + (<usize>(r * padded) << 2);
    const end = list + (<usize>load<i32>(counter) << 2);
    while (list < end && load<i32>(list) <= i) list += 4;
    const count = <i32>((end - list) >> 2);
    // The buffer holds 16 rows and at most 4 rows of results; the squares are worked on in its last ones.
    const squares = buffer + ((<usize>padded * 8) << 3);
    squaresOf(i, list, count, squares);
    finish(squares, squares + (<usize>count << 3));
    let found = 0;
    for (let n: usize = 0; n < <usize>count; n++) {
      const value = load<f64>(squares + (n << 3));
      store<i32>(column, load<i32>(list + (n << 2)));
      store<f64>(score, value);
      const keep = <usize>(value >= least);
      column += keep << 2;
      score += keep << 3;
      found += <i32>keep;
    }
    store<i32>(counter, found);
  }
  return <i32>((column - kept) >> 2);
}

export function countsAt(): usize {
  return COUNTS;
}

/**
 * For rows first .. first+3 the columns that may be among the row's k best: all with a squared distance up to the
 * k-th smallest plus `tieBand`, and (where fewer than k can be scored) all that can. Row r's columns are in `kept`
 * from r * padded, ascending; how many at countsAt().
 */
export function bestRows(first: i32, k: i32, tieBand: f64): void {
  const members = min(4, people - first);
  const full = isFullPanel(first >> 2);
  const panelCount = padded >> 3;
  v128.store(BOUNDS_Q, i32x4.splat(mostSteps()));
  v128.store(BOUNDS, f64x2.splat(Infinity));
  v128.store(BOUNDS, f64x2.splat(Infinity), 16);
  const squares = buffer;
  const heaps = buffer + ((<usize>padded * 8) << 3);
  let sizes = i32x4.splat(0);
  let keptCounts = i32x4.splat(0);
  for (let tile = 0; tile < panelCount; tile += TILE_Q) {
    const end = min(tile + TILE_Q, panelCount);
    v128.store(COUNTS, i32x4.splat(0));
    for (let q = tile; q < end; q++) filterPanel(first, q, full, members);
    for (let r = 0; r < members; r++) {
      const i = first + r;
      const lane = <usize>r << 2;
      const count = load<i32>(COUNTS + lane);
      if (count == 0) continue;
      const list = lists + (<usize>(r * padded) << 2);
      v128.store(SPILL, sizes);
      v128.store(SPILL, keptCounts, 16);
      let size = load<i32>(SPILL + lane);
      let keptCount = load<i32>(SPILL + lane, 16);
      const top = heaps + (<usize>(r * padded) << 3);
      // Who comes later can at best tie with k people at no distance, and ties go to who came first.
      if (size == k && load<f64>(top) == 0) continue;
      squaresOf(i, list, count, squares);
      const columns = kept + (<usize>(r * padded) << 2);
      const values = keptSquares + (<usize>(r * padded) << 3);
      let bound = load<f64>(BOUNDS + (<usize>r << 3));
      for (let n = 0; n < count; n++) {
        const j = load<i32>(list + (<usize>n << 2));
        const d = load<f64>(squares + (<usize>n << 3));
        // Written so that NaN (too few common traits) is refused.
        if (j == i || !(d <= bound)) continue;
        store<i32>(columns + (<usize>keptCount << 2), j);
        store<f64>(values + (<usize>keptCount << 3), d);
        keptCount++;
        if (size < k) {
          heapPush(top, size, d);
          size++;
        } else if (d < load<f64>(top)) {
          heapReplace(top, size, d);
        }
        if (size == k) bound = load<f64>(top) + tieBand;
      }
      store<i32>(SPILL + lane, size);
      store<i32>(SPILL + lane, keptCount, 16);
      sizes = v128.load(SPILL);
      keptCounts = v128.load(SPILL, 16);
      if (size == k) {
        store<f64>(BOUNDS + (<usize>r << 3), bound);
        store<i32>(BOUNDS_Q + lane, boundInSteps(bound));
      }
    }
  }
  v128.store(COUNTS, keptCounts);
  // The bound tightened along the way: drop what it would refuse now.
  for (let r = 0; r < members; r++) {
    const counter = COUNTS + (<usize>r << 2);
    const bound = load<f64>(BOUNDS + (<usize>r << 3));
    const columns = kept + (<usize>(r * padded) << 2);
    const values = keptSquares + (<usize>(r * padded) << 3);
    const count = load<i32>(counter);
    let left = 0;
    for (let n = 0; n < count; n++) {
      if (!(load<f64>(values + (<usize>n << 3)) <= bound)) continue;
      store<i32>(columns + (<usize>left << 2), load<i32>(columns + (<usize>n << 2)));
      left++;
    }
    store<i32>(counter, left);
  }
}

/**
 * The 16-bit bound that passes everything within a squared distance. Rounding moves each of 32 coordinates of two
 * people by at most half a step, so a distance by at most sqrt(32) = 5.657 steps. A corrected squared distance
 * comes from one that is larger by the noise of both, which is in the norms; only the rounding grows with it.
 */
export function boundInSteps(square: f64): i32 {
  const steps = stepsPerUnit;
  const squared = square * steps * steps + 2 * 5.66 * steps * sqrt<f64>(square + mostNoise) + 5.66 * 5.66 + 1;
  const most = mostSteps();
  return squared < <f64>most ? <i32>squared : most;
}

/** Passes everything. Where corrected it leaves room for the noise that is added to it (see MAX_STEP_CORRECTED). */
@inline
function mostSteps(): i32 {
  return corrected ? 1900000000 : i32.MAX_VALUE;
}

/** A binary heap of f64, the largest at the top. */
function heapPush(heapAt: usize, size: i32, value: f64): void {
  let hole = size;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const above = load<f64>(heapAt + (<usize>parent << 3));
    if (above >= value) break;
    store<f64>(heapAt + (<usize>hole << 3), above);
    hole = parent;
  }
  store<f64>(heapAt + (<usize>hole << 3), value);
}

function heapReplace(heapAt: usize, size: i32, value: f64): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    if (child + 1 < size && load<f64>(heapAt + (<usize>(child + 1) << 3)) > load<f64>(heapAt + (<usize>child << 3))) {
      child++;
    }
    const below = load<f64>(heapAt + (<usize>child << 3));
    if (below <= value) break;
    store<f64>(heapAt + (<usize>hole << 3), below);
    hole = child;
  }
  store<f64>(heapAt + (<usize>hole << 3), value);
}
