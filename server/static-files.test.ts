import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStaticFiles } from "./static-files";

const SCRIPT = "console.info('one');";
let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "static-files-"));
  await mkdir(join(folder, "static", "chunks"), { recursive: true });
  await writeFile(join(folder, "secret.js.br"), "secret");
  await writeFile(join(folder, "static", "chunks", "one.js"), SCRIPT);
  await writeFile(join(folder, "static", "chunks", "one.js.br"), brotliCompressSync(SCRIPT));
  await writeFile(join(folder, "static", "chunks", "two.js"), SCRIPT);
  const files = await openStaticFiles(folder);
  server = createServer((request, response) => {
    if (!files(request, response)) response.writeHead(204, { "X-Left": "to Next" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const get = (
  path: string,
  headers: Record<string, string> = { "Accept-Encoding": "gzip, br" },
  method = "GET",
) => fetch(`${url}${path}`, { method, headers });

it("serves what the build compressed, for ever, to who takes Brotli", async () => {
  const reply = await get("/_next/static/chunks/one.js?v=1");
  expect(reply.status).toBe(200);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    "content-type": "application/javascript; charset=UTF-8",
    "content-encoding": "br",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
    "content-length": String(brotliCompressSync(SCRIPT).length),
  });
  // fetch has taken the Brotli off.
  expect(await reply.text()).toBe(SCRIPT);
  const head = await get("/_next/static/chunks/one.js", undefined, "HEAD");
  expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
    200,
    String(brotliCompressSync(SCRIPT).length),
    "",
  ]);
});

it.each([
  ["who does not take it", "/_next/static/chunks/one.js", { "Accept-Encoding": "gzip" }, "GET"],
  ["who refuses it", "/_next/static/chunks/one.js", { "Accept-Encoding": "gzip, br;q=0" }, "GET"],
  ["a part of a file", "/_next/static/chunks/one.js", { "Accept-Encoding": "br", Range: "bytes=0-3" }, "GET"],
  ["what was not compressed", "/_next/static/chunks/two.js", { "Accept-Encoding": "br" }, "GET"],
  ["another method", "/_next/static/chunks/one.js", { "Accept-Encoding": "br" }, "POST"],
  ["a way out of the folder", "/_next/static/..%2fsecret.js", { "Accept-Encoding": "br" }, "GET"],
  ["what is not a name", "/_next/static/%00", { "Accept-Encoding": "br" }, "GET"],
])("leaves %s to Next", async (_case, path, headers, method) => {
  const reply = await get(path, headers as Record<string, string>, method);
  expect(reply.headers.get("x-left")).toBe("to Next");
});

it("has nothing to serve where nothing was built", async () => {
  await expect(openStaticFiles(join(folder, "missing"))).resolves.toBeTypeOf("function");
});
