/**
 * The service worker of the door page: it keeps that page and the files it loads, so that it opens without network. It
 * sees nothing but GETs below /door/, and keeps nothing about people: the list is in the page's own encrypted store.
 */
const SOURCE = `
"use strict";
const CACHE = "soulmate-door-1";
const PAGE = "/door/check-in";
const PATIENCE_MS = 4000;
const isOurs = (url) => url.origin === self.location.origin;
const isFile = (url) => isOurs(url) && url.pathname.startsWith("/_next/static/");

async function keep(request, response) {
  if (response.ok && !response.redirected) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

async function page() {
  try {
    const response = await fetch(PAGE, { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return await keep(PAGE, response);
  } catch {}
  return (await caches.match(PAGE)) ?? Response.error();
}

async function file(request) {
  return (await caches.match(request)) ?? keep(request, await fetch(request));
}

self.addEventListener("install", (event) => event.waitUntil(page().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys())
    if (name.startsWith("soulmate-door-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate" && isOurs(url) && url.pathname === PAGE) event.respondWith(page());
  else if (isFile(url)) event.respondWith(file(event.request));
});

// What the page loaded before this worker was there, and what it will need once it is without network.
self.addEventListener("message", (event) => {
  const { files } = event.data ?? {};
  if (!Array.isArray(files)) return;
  const kept = files.map(String).filter((text) => isFile(new URL(text, self.location.href)));
  event.waitUntil(Promise.allSettled(kept.map((text) => file(new Request(text)))).then(() => {
    event.source?.postMessage({ kept: kept.length });
  }));
});
`;

export function GET(): Response {
  return new Response(SOURCE, {
    headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache" },
  });
}
