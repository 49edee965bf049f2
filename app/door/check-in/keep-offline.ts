/** Registers the worker that keeps this page, and names it every file that the page needs without network. */
export async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/door/sw.js", { scope: "/door/" });
  const { active } = await navigator.serviceWorker.ready;
  // What scanning needs is loaded now, while there is network.
  await import("./read-code").then(({ createCodeReader }) => createCodeReader()).catch(() => undefined);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const linked = [
    ...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>("script[src],link[href]"),
  ].map((element) => ("src" in element ? element.src : element.href));
  active?.postMessage({ files: [...new Set([...loaded, ...linked])] });
  await navigator.storage?.persist?.().catch(() => false);
}
