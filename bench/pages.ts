import { type Browser, chromium, devices, type Page } from "@playwright/test";
import { freePort } from "@/scripts/free-port";
import { CHROMIUM_FLAGS, findChromium } from "@/test/browser";
import { startBenchServer } from "./http-server";
import { machine, printTable } from "./report";

/**
 * `npm run bench -- pages [runs]`: what a person with a slow phone sees of the free site, in a real browser on the
 * production build: a processor a quarter as fast as this one, and a slow 4G network. Each visit begins with an empty
 * cache. Fails where the home page, the quiz or a whole short assessment misses its target.
 */
const runs = Number(process.argv[2] ?? 5);
/** Specification section 7 and issue of the free site: largest paint, layout shift, interaction to next paint, scripts. */
const TARGETS = { paintMs: 2_000, shift: 0, interactionMs: 200, homeScriptBytes: 120_000 } as const;
const CPU_SLOWDOWN = 4;
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
} as const;
/** How long after loading a page may still shift or paint something larger. */
const SETTLE_MS = 1_000;

/** What the page writes down of itself. */
interface Seen {
  paintMs: number;
  paintOf: string;
  shift: number;
  /** What moved, and how much each time. */
  shifted: string[];
  /** Interactions that took long, and where. */
  slow: string[];
  /** The longest event of each interaction, in milliseconds. */
  interactions: Record<string, number>;
}

interface Visit extends Seen {
  scriptBytes: number;
  allBytes: number;
}

declare global {
  interface Window {
    seen: Seen;
  }
}

/** Runs in the page before anything of its own. */
function observe(): void {
  const seen: Seen = { paintMs: 0, paintOf: "", shift: 0, shifted: [], slow: [], interactions: {} };
  window.seen = seen;
  const watch = (type: string, note: (entry: PerformanceEntry) => void, options = {}) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry);
    }).observe({ type, buffered: true, ...options });
  };
  watch("largest-contentful-paint", (entry) => {
    seen.paintMs = entry.startTime;
    const { element } = entry as PerformanceEntry & { element?: Element };
    seen.paintOf = element?.tagName.toLowerCase() ?? "";
  });
  watch("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (hadRecentInput) return;
    seen.shift += value;
    for (const { node } of (entry as PerformanceEntry & { sources?: { node?: Node }[] }).sources ?? []) {
      const element = node instanceof Element ? node : node?.parentElement;
      seen.shifted.push(`${value.toFixed(4)} ${element?.outerHTML.slice(0, 120) ?? "gone"}`);
    }
  });
  const event = (entry: PerformanceEntry) => {
    const { interactionId, target, processingStart, processingEnd } = entry as PerformanceEventTiming & {
      interactionId?: number;
    };
    if (!interactionId) return;
    if (entry.duration > 150) {
      const element = target instanceof Element ? target.outerHTML.slice(0, 100) : "gone";
      const waited = Math.round(processingStart - entry.startTime);
      const worked = Math.round(processingEnd - processingStart);
      seen.slow.push(`${entry.duration} ms (${waited} waiting, ${worked} working) ${entry.name} ${element}`);
    }
    seen.interactions[interactionId] = Math.max(seen.interactions[interactionId] ?? 0, entry.duration);
  };
  watch("event", event, { durationThreshold: 16 });
  watch("first-input", event);
}

// Next asks itself for the page that an action leads to, at the port that it was told.
const port = await freePort();
const server = await startBenchServer({ PORT: String(port), APP_URL: `http://127.0.0.1:${port}` });
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
const phone = devices["Pixel 7"];

type Cookies = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["cookies"]>>;

/** Does something in a fresh browser on the slow phone, and says what the page saw. */
async function onSlowPhone(work: (page: Page) => Promise<void>, cookies: Cookies = []): Promise<Visit> {
  const context = await browser.newContext({ ...phone, baseURL: server.url });
  try {
    await context.addCookies(cookies);
    const page = await context.newPage();
    // The transpiler names functions by a helper that a page does not have.
    await page.addInitScript({ content: "globalThis.__name = (value) => value;" });
    await page.addInitScript(observe);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", SLOW_4G);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    // Bodies as they travel; their headers are a few hundred bytes each.
    const scripts = new Set<string>();
    let scriptBytes = 0;
    let allBytes = 0;
    cdp.on("Network.responseReceived", ({ requestId, type }) => {
      if (type === "Script") scripts.add(requestId);
    });
    cdp.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
      allBytes += encodedDataLength;
      if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    });
    await work(page);
    await page.waitForTimeout(SETTLE_MS);
    return { ...(await page.evaluate(() => window.seen)), scriptBytes, allBytes };
  } finally {
    await context.close();
  }
}

const open = (path: string) => async (page: Page) => {
  await page.goto(path, { waitUntil: "networkidle" });
};

const STATEMENTS = 32;
const LABELS = ["Not much like me", "In between", "Quite like me"];

/** The whole short form, from the first tap on the home page to the result. */
async function takeShortForm(page: Page): Promise<void> {
  await page.goto("/", { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Quite like me" }).tap();
  for (let at = 2; at <= STATEMENTS; at += 1) {
    const asked = at < 30 ? STATEMENTS - 3 : STATEMENTS;
    await page.getByText(`Statement ${at} of ${asked}`).waitFor();
    await page.getByLabel(LABELS[at % 3] ?? "").tap();
    if (at === 29) {
      await page.getByLabel(/^I’m 18 or older/).tap();
      await page.getByRole("button", { name: "Answer them" }).tap();
    }
  }
  await page.getByRole("button", { name: "Show my result" }).tap();
  await page.getByRole("heading", { name: "This is what you bring" }).waitFor();
}

/** Interaction to next paint as browsers report it: the longest, leaving out one of every fifty. */
function interactionToNextPaint({ interactions }: Seen): number {
  const sorted = Object.values(interactions).sort((a, b) => b - a);
  return sorted[Math.floor(sorted.length / 50)] ?? 0;
}

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

try {
  // Compiles what is compiled once, and leaves a sheet to open.
  const warm = await browser.newContext({ ...phone, baseURL: server.url });
  const page = await warm.newPage();
  await page.goto("/");
  await page.getByRole("button", { name: "Quite like me" }).tap();
  await page.waitForURL(/\/assessment\/[0-9a-f-]{36}/);
  const quiz = new URL(page.url()).pathname;
  for (const path of ["/", "/assessment", "/quest", quiz]) await page.goto(path);
  const cookies = await warm.cookies();
  await warm.close();

  const missed: string[] = [];
  const judge = (name: string, value: number, target: number) => {
    if (!(value <= target)) missed.push(`${name}: ${value.toFixed(1)}, wanted at most ${target}`);
  };
  const rows: string[][] = [];
  const moves = new Set<string>();
  for (const [name, path, own] of [
    ["home", "/", []],
    ["quiz", quiz, cookies],
    ["assessment, first page", "/assessment", []],
    ["quest, first page", "/quest", []],
  ] as const) {
    const visits: Visit[] = [];
    for (let run = 0; run < runs; run += 1) visits.push(await onSlowPhone(open(path), [...own]));
    const paintMs = median(visits.map((visit) => visit.paintMs));
    const shift = Math.max(...visits.map((visit) => visit.shift));
    const scriptBytes = median(visits.map((visit) => visit.scriptBytes));
    judge(`${name}, largest paint in ms`, paintMs, TARGETS.paintMs);
    judge(`${name}, layout shift`, shift, TARGETS.shift);
    for (const { shifted } of visits) for (const moved of shifted) moves.add(`${name}: ${moved}`);
    if (name === "home") judge("home, bytes of scripts", scriptBytes, TARGETS.homeScriptBytes);
    rows.push([
      name,
      paintMs.toFixed(0),
      Math.max(...visits.map((visit) => visit.paintMs)).toFixed(0),
      visits[0]?.paintOf ?? "",
      shift.toFixed(4),
      (scriptBytes / 1_000).toFixed(1),
      (median(visits.map((visit) => visit.allBytes)) / 1_000).toFixed(1),
    ]);
  }
  const walks: Visit[] = [];
  for (let run = 0; run < Math.max(1, Math.floor(runs / 2)); run += 1) {
    walks.push(await onSlowPhone(takeShortForm));
  }
  const interactionMs = Math.max(...walks.map(interactionToNextPaint));
  const shift = Math.max(...walks.map((walk) => walk.shift));
  judge("short form, interaction to next paint in ms", interactionMs, TARGETS.interactionMs);
  judge("short form, layout shift", shift, TARGETS.shift);
  for (const { shifted } of walks) for (const moved of shifted) moves.add(`short form: ${moved}`);
  console.log(machine());
  printTable(
    `Slow phone: processor 1/${CPU_SLOWDOWN}, 150 ms, 1.6 Mbit/s down, 750 kbit/s up; ${runs} visits, empty cache`,
    ["page", "paint ms", "worst ms", "of", "shift", "scripts kB", "all kB"],
    rows,
  );
  printTable(
    `A whole short assessment, ${walks.length} times`,
    ["", "interactions", "to next paint ms", "longest ms", "shift"],
    walks.map((walk, index) => [
      `run ${index + 1}`,
      String(Object.keys(walk.interactions).length),
      interactionToNextPaint(walk).toFixed(0),
      Math.max(...Object.values(walk.interactions)).toFixed(0),
      walk.shift.toFixed(4),
    ]),
  );
  if (missed.length > 0) {
    for (const move of moves) console.log(`moved: ${move}`);
    for (const { slow } of walks) for (const line of slow) console.log(`slow: ${line}`);
    console.log(`\nMissed:\n${missed.map((line) => `  ${line}`).join("\n")}`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await server.stop();
}
