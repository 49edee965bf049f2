import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { encodingWeights } from "@/lib/api/compression";

const TYPES: Record<string, string> = {
  js: "application/javascript; charset=UTF-8",
  css: "text/css; charset=UTF-8",
};
const FILE = /\.(js|css)\.br$/;
/** Their names change with what they hold. */
const FOR_EVER = "public, max-age=31536000, immutable";

interface BrotliFile {
  path: string;
  bytes: number;
  type: string;
}

/** Answers a request, or says that it is not for it. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves the build's scripts and styles as the build compressed them with Brotli: Next's own server knows only gzip,
 * which is a seventh larger, and compresses again for every visitor. What is asked for without Brotli, or in parts, is
 * Next's. Only files that are there at the start are served, so no path leads out of their folder.
 */
export async function openStaticFiles(buildFolder: string): Promise<StaticFiles> {
  const root = join(buildFolder, "static");
  const files = new Map<string, BrotliFile>();
  const names = await readdir(root, { recursive: true }).catch(() => []);
  for (const name of names) {
    const extension = FILE.exec(name)?.[1];
    const type = extension === undefined ? undefined : TYPES[extension];
    if (type === undefined) continue;
    const path = join(root, name);
    const url = `/_next/static/${name.slice(0, -".br".length).split("\\").join("/")}`;
    files.set(url, { path, bytes: (await stat(path)).size, type });
  }
  return (request, response) => {
    const { method, headers, url = "" } = request;
    if ((method !== "GET" && method !== "HEAD") || headers.range !== undefined) return false;
    const file = files.get(url.split("?", 1)[0] ?? "");
    if (file === undefined || !takesBrotli(headers["accept-encoding"])) return false;
    response.writeHead(200, {
      "Content-Type": file.type,
      "Content-Length": file.bytes,
      "Content-Encoding": "br",
      "Cache-Control": FOR_EVER,
      Vary: "Accept-Encoding",
    });
    if (method === "HEAD") {
      response.end();
      return true;
    }
    // A client that leaves gets no more of it. A missing file ends the connection.
    const reading = createReadStream(file.path);
    reading.on("error", () => response.destroy());
    response.on("close", () => reading.destroy());
    reading.pipe(response);
    return true;
  };
}

/** Whether an Accept-Encoding field names Brotli, and does not refuse it. */
function takesBrotli(field: string | string[] | undefined): boolean {
  return (encodingWeights(String(field ?? "")).get("br") ?? 0) > 0;
}
