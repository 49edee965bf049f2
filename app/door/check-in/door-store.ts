import type { DoorCheckIn } from "@/lib/events/check-in/schemas";
import type { Held } from "./door-state";

/**
 * What a phone keeps between visits. The list is encrypted (AES-GCM) under a key that this browser made and that no
 * script can read out, so that a copy of the store alone says nothing. The queue holds ids and times, and no names.
 */
const DATABASE = "soulmate.guest-list";
const STORES = ["keys", "lists", "queue"] as const;
type Store = (typeof STORES)[number];
const ONE = "only";

interface Sealed {
  nonce: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Resolves once what was done is on the disk. */
async function run<T>(
  stores: readonly Store[],
  mode: IDBTransactionMode,
  work: (transaction: IDBTransaction) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([...stores], mode);
    const request = work(transaction);
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

async function listKey(): Promise<CryptoKey> {
  const kept = await run<CryptoKey>(["keys"], "readonly", (tx) => tx.objectStore("keys").get(ONE));
  if (kept !== undefined) return kept;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  await run(["keys"], "readwrite", (tx) => tx.objectStore("keys").put(key, ONE));
  return key;
}

/**
 * The list of the last contact; null where there is none, or none that can be read. Throws where this browser keeps
 * nothing: encryption needs HTTPS, and some private windows have no storage.
 */
export async function loadHeld(): Promise<Held | null> {
  if (globalThis.crypto?.subtle === undefined) throw new Error("This browser cannot encrypt.");
  const sealed = await run<Sealed>(["lists"], "readonly", (tx) => tx.objectStore("lists").get(ONE));
  if (sealed === undefined) return null;
  try {
    const key = await listKey();
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.nonce }, key, sealed.bytes);
    return JSON.parse(new TextDecoder().decode(text)) as Held;
  } catch {
    return null;
  }
}

export async function saveHeld(held: Held): Promise<void> {
  const key = await listKey();
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const bytes = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce },
    key,
    new TextEncoder().encode(JSON.stringify(held)),
  );
  await run(["lists"], "readwrite", (tx) => tx.objectStore("lists").put({ nonce, bytes }, ONE));
}

/** The list and the key that opens it. */
export async function wipeHeld(): Promise<void> {
  await run(["keys", "lists"], "readwrite", (tx) => {
    tx.objectStore("keys").clear();
    tx.objectStore("lists").clear();
    return undefined;
  });
}

/** What waits to be sent, in the order in which it happened: ids sort by time. */
export async function loadQueue(): Promise<DoorCheckIn[]> {
  return (await run<DoorCheckIn[]>(["queue"], "readonly", (tx) => tx.objectStore("queue").getAll())) ?? [];
}

export async function enqueue(action: DoorCheckIn): Promise<void> {
  await run(["queue"], "readwrite", (tx) => tx.objectStore("queue").put(action, action.id));
}

export async function dequeue(ids: readonly string[]): Promise<void> {
  await run(["queue"], "readwrite", (tx) => {
    for (const id of ids) tx.objectStore("queue").delete(id);
    return undefined;
  });
}

export async function wipeQueue(): Promise<void> {
  await run(["queue"], "readwrite", (tx) => {
    tx.objectStore("queue").clear();
    return undefined;
  });
}
