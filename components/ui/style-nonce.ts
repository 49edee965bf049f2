"use client";

/**
 * Radix's scroll lock makes a <style> while a dialog is open, and asks webpack's global for the nonce that our policy
 * wants on it. The document keeps the policy it was loaded with, so the nonce is that of its own scripts.
 */
if (typeof document !== "undefined") {
  const script = document.querySelector<HTMLScriptElement>("script[nonce]");
  Object.assign(globalThis, { __webpack_nonce__: script?.nonce });
}

export {};
