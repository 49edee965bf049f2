import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";

/**
 * What a browser loads before a page is interactive: the scripts that every page has, and those of its layouts, its
 * error boundaries and itself, as the build's manifests name them. Left out is what only old browsers load, and what
 * a page asks for later (charts, the command menu).
 */
const BUILD = process.env.NEXT_DIST_DIR ?? ".next";
const LIMIT_BYTES = 200_000;

interface PageSize {
  route: string;
  /** Compressed, as it travels. */
  bytes: number;
}

interface ClientManifest {
  entryJSFiles?: Record<string, readonly string[]>;
}

const sizes = new Map<string, number>();

async function compressedSize(file: string): Promise<number> {
  const known = sizes.get(file);
  if (known !== undefined) return known;
  const size = gzipSync(await readFile(join(BUILD, file))).byteLength;
  sizes.set(file, size);
  return size;
}

/** The manifest is a script that writes into a global; nothing else of it runs. */
function manifestOf(script: string): ClientManifest {
  const sandbox: { __RSC_MANIFEST: Record<string, ClientManifest> } = { __RSC_MANIFEST: {} };
  runInNewContext(script, { globalThis: sandbox });
  const [manifest] = Object.values(sandbox.__RSC_MANIFEST);
  if (manifest?.entryJSFiles === undefined) throw new Error("A page's manifest names no scripts.");
  return manifest;
}

/** Measures every page of the build, largest first. Throws where there is no build, or one that it cannot read. */
export async function measurePages(): Promise<PageSize[]> {
  const { rootMainFiles } = JSON.parse(await readFile(join(BUILD, "build-manifest.json"), "utf8")) as {
    rootMainFiles: string[];
  };
  const root = join(BUILD, "server", "app");
  const files = await readdir(root, { recursive: true });
  const pages = files.filter((file) => file.endsWith("page_client-reference-manifest.js"));
  if (pages.length === 0 || rootMainFiles.length === 0) throw new Error(`${BUILD} holds no pages.`);
  const measured = await Promise.all(
    pages.map(async (file) => {
      const { entryJSFiles = {} } = manifestOf(await readFile(join(root, file), "utf8"));
      const entries = Object.entries(entryJSFiles).filter(([name]) => !name.endsWith("/not-found"));
      const scripts = new Set([...rootMainFiles, ...entries.flatMap(([, names]) => names)]);
      const parts = await Promise.all([...scripts].map(compressedSize));
      const folder = relative(root, join(root, file, "..")).split(/[\\/]/);
      const route = folder.filter((part) => part !== "" && !part.startsWith("(")).join("/");
      return { route: `/${route}`, bytes: parts.reduce((sum, part) => sum + part, 0) };
    }),
  );
  return measured.sort((a, b) => b.bytes - a.bytes || a.route.localeCompare(b.route));
}

/** Prints what every page loads; returns how many are over the limit. */
export async function checkPageSizes(): Promise<number> {
  const pages = await measurePages();
  const width = Math.max(...pages.map(({ route }) => route.length));
  console.log(`JavaScript on first load, gzip (at most ${LIMIT_BYTES / 1_000} kB):`);
  for (const { route, bytes } of pages) {
    const over = bytes > LIMIT_BYTES ? "  over" : "";
    console.log(`  ${route.padEnd(width)}  ${(bytes / 1_000).toFixed(1).padStart(6)} kB${over}`);
  }
  return pages.filter(({ bytes }) => bytes > LIMIT_BYTES).length;
}

if (process.argv[1]?.endsWith("check-page-size.ts")) {
  process.exit((await checkPageSizes()) === 0 ? 0 : 1);
}
