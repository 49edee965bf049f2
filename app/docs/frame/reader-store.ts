"use client";

import { useSyncExternalStore } from "react";
import type { Filling } from "../snippets/fill-in";
import { isLanguage, LANGUAGE_COOKIE, type Language } from "../snippets/languages";

const KEY_ITEM = "soulmate.docs.key";
const NOTHING: Filling = {};
const YEAR_SECONDS = 31_536_000;

const listeners = new Set<() => void>();
let filling: Filling | undefined;
let language: Language | undefined;

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** This browser tab's own storage; none where it is switched off. */
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function readFilling(): Filling {
  filling ??= parsed(storage()?.getItem(KEY_ITEM) ?? null);
  return filling;
}

function parsed(text: string | null): Filling {
  if (text === null) return NOTHING;
  try {
    const { key, partnerId } = JSON.parse(text) as Filling;
    return {
      ...(typeof key === "string" ? { key } : {}),
      ...(typeof partnerId === "string" ? { partnerId } : {}),
    };
  } catch {
    return NOTHING;
  }
}

/** What the reader has put into the snippets. It stays in this tab, and goes with it. */
export function useFilling(): Filling {
  return useSyncExternalStore(subscribe, readFilling, () => NOTHING);
}

export function putFilling(next: Filling): void {
  filling = next;
  if (next.key === undefined) storage()?.removeItem(KEY_ITEM);
  else storage()?.setItem(KEY_ITEM, JSON.stringify(next));
  tell();
}

/** The language the reader has chosen on this page or before; `initial` is what their cookie said. */
export function useLanguage(initial: Language): Language {
  return useSyncExternalStore(
    subscribe,
    () => language ?? initial,
    () => initial,
  );
}

export function chooseLanguage(next: Language): void {
  if (!isLanguage(next)) return;
  language = next;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${LANGUAGE_COOKIE}=${next}; path=/docs; max-age=${YEAR_SECONDS}; samesite=lax`;
  tell();
}
