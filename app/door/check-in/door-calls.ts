import { MAX_CHECK_INS } from "@/lib/events/check-in/limits";
import type { DoorCheckIn, DoorReply } from "@/lib/events/check-in/schemas";
import type { Held } from "./door-state";

const PATIENCE_MS = 15_000;

/** How a call to the server went. */
export type Called<T> =
  | { kind: "done"; value: T }
  /** The door is revoked, or never was. */
  | { kind: "gone" }
  /** Without network, or the server asks us to wait. */
  | { kind: "unreached" };

async function post<T>(path: string, body: object): Promise<Called<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 204) return { kind: "done", value: undefined as T };
    if (response.ok) return { kind: "done", value: (await response.json()) as T };
  } catch {
    return { kind: "unreached" };
  }
  return { kind: response.status === 404 ? "gone" : "unreached" };
}

/** Changes the secret of a link for a cookie that no script reads. */
export const openDoor = (secret: string) => post<undefined>("/door/open", { secret });

export const leaveDoor = () => post<undefined>("/door/leave", {});

/** Sends what waits, as much as one call takes, and asks what is new. */
export const syncDoor = (held: Held | null, queue: readonly DoorCheckIn[]) =>
  post<DoorReply>("/door/sync", {
    check_ins: queue.slice(0, MAX_CHECK_INS),
    list_version: held?.listVersion ?? null,
    cursor: held?.cursor ?? null,
  });
