import type { CheckInResult, DoorCheckIn, DoorReply } from "@/lib/events/check-in/schemas";
import { newId } from "@/lib/platform/ids";
import type { Called } from "./door-calls";
import { applyReply, findGuest, type Held } from "./door-state";

/** What stays on the phone (door-store.ts). */
export interface DoorStore {
  loadHeld(): Promise<Held | null>;
  saveHeld(held: Held): Promise<void>;
  wipeHeld(): Promise<void>;
  loadQueue(): Promise<DoorCheckIn[]>;
  enqueue(action: DoorCheckIn): Promise<void>;
  dequeue(ids: readonly string[]): Promise<void>;
  wipeQueue(): Promise<void>;
}

/** What the server is asked (door-calls.ts). */
export interface DoorCalls {
  openDoor(secret: string): Promise<Called<undefined>>;
  syncDoor(held: Held | null, queue: readonly DoorCheckIn[]): Promise<Called<DoorReply>>;
  leaveDoor(): Promise<Called<undefined>>;
}

/** Why there is no list on this phone. */
export type DoorEnd =
  /** This phone has no door yet. */
  | "none"
  | "revoked"
  | "ended"
  | "cancelled"
  | "unpublished"
  | "suspended"
  /** A link was opened without network, or in a browser that keeps nothing. */
  | "unreached"
  | "unsupported";

export interface Refused extends CheckInResult {
  name: string;
}

export interface DoorSnapshot {
  phase: "starting" | "open" | DoorEnd;
  held: Held | null;
  queue: readonly DoorCheckIn[];
  isOnline: boolean;
  /** What the server did not accept, for a person to know. */
  refused: readonly Refused[];
}

const MOST_REFUSED = 20;

/** A phone at a door: what it knows, what it recorded, and its contact with the server. It knows no page. */
export class DoorSession {
  readonly #store: DoorStore;
  readonly #calls: DoorCalls;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #snapshot: DoorSnapshot = { phase: "starting", held: null, queue: [], isOnline: true, refused: [] };
  /** Of a link that was opened and not yet changed for a cookie. */
  #secret: string | null = null;
  /** There is nothing more to ask about until another link is opened. */
  #isOver = false;
  #running: Promise<void> | null = null;

  constructor(store: DoorStore, calls: DoorCalls, now: () => number = Date.now) {
    this.#store = store;
    this.#calls = calls;
    this.#now = now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): DoorSnapshot => this.#snapshot;

  #set(change: Partial<DoorSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Shows what is kept, then asks the server. `secret` is that of the link, where one was opened. */
  async begin(secret: string | null): Promise<void> {
    this.#secret = secret;
    try {
      const held = await this.#store.loadHeld();
      if (held !== null && this.#isPast(held)) await this.#store.wipeHeld();
      else if (held !== null) this.#set({ held, phase: "open" });
      this.#set({ queue: await this.#store.loadQueue() });
    } catch {
      this.#set({ phase: "unsupported" });
      return;
    }
    await this.sync();
  }

  /** Another link was opened in the same tab. */
  async openLink(secret: string): Promise<void> {
    this.#secret = secret;
    this.#isOver = false;
    await this.sync();
  }

  /** One contact at a time. Who asks while one runs gets one more, so that what they recorded is sent. */
  readonly sync = async (): Promise<void> => {
    if (this.#running !== null) await this.#running;
    this.#running ??= this.#contact().finally(() => {
      this.#running = null;
    });
    await this.#running;
  };

  readonly record = async (action: Omit<DoorCheckIn, "id" | "at">): Promise<DoorCheckIn> => {
    const at = new Date(this.#now() + (this.#snapshot.held?.offsetMs ?? 0));
    const made = { ...action, id: newId(at), at: at.toISOString() };
    await this.#store.enqueue(made);
    this.#set({ queue: [...this.#snapshot.queue, made] });
    void this.sync();
    return made;
  };

  readonly leave = async (): Promise<void> => {
    await this.sync();
    if ((await this.#calls.leaveDoor()).kind === "unreached") return;
    this.#isOver = true;
    await this.#end("none");
  };

  readonly lose = (): void => this.#set({ isOnline: false });

  readonly dismissRefused = (): void => this.#set({ refused: [] });

  #isPast({ closesAt, offsetMs }: Held): boolean {
    return this.#now() + offsetMs >= closesAt;
  }

  /** The list goes. What waits goes only with the door: a closed one still takes it. */
  async #end(why: DoorEnd): Promise<void> {
    const isGone = why === "none" || why === "revoked";
    if (isGone) await this.#store.wipeQueue();
    await this.#store.wipeHeld();
    this.#set({ phase: why, held: null, ...(isGone ? { queue: [] } : {}) });
  }

  async #contact(): Promise<void> {
    if (this.#isOver) return;
    if (this.#secret !== null) {
      // What waits is of the door before, and its cookie is about to be replaced.
      if (this.#snapshot.queue.length > 0 && !(await this.#sendAll())) return;
      if (!(await this.#open(this.#secret))) return;
    }
    await this.#sendAll();
  }

  async #open(secret: string): Promise<boolean> {
    const opened = await this.#calls.openDoor(secret);
    if (opened.kind === "unreached") {
      this.#miss();
      return false;
    }
    this.#secret = null;
    if (opened.kind === "done") {
      this.#isOver = false;
      this.#set({ held: null });
      return true;
    }
    // A link that does not work takes nothing from a phone that has a door.
    if (this.#snapshot.held !== null) return true;
    this.#isOver = true;
    await this.#end("revoked");
    return false;
  }

  /** Without network. The list stays until its time is over. */
  #miss(): void {
    const { phase } = this.#snapshot;
    this.#set({
      isOnline: false,
      ...(phase === "starting" || phase === "none" ? { phase: "unreached" } : {}),
    });
  }

  /** Sends what waits, in as many calls as it takes, and learns what is new. Says whether the door still stands. */
  async #sendAll(): Promise<boolean> {
    for (;;) {
      const { held } = this.#snapshot;
      const waiting = await this.#store.loadQueue();
      const sentAt = this.#now();
      const reply = await this.#calls.syncDoor(held, waiting);
      if (reply.kind === "unreached") {
        this.#miss();
        if (held !== null && this.#isPast(held)) await this.#end("ended");
        return false;
      }
      this.#set({ isOnline: true });
      if (reply.kind === "gone") {
        this.#isOver = this.#secret === null;
        await this.#end(held === null ? "none" : "revoked");
        return this.#secret !== null;
      }
      const { value } = reply;
      const isSame = held === null || held.event.id === value.event.id;
      await this.#settle(held, waiting, value);
      const left = await this.#store.loadQueue();
      this.#set({ queue: left });
      if (!isSame && value.guests === null && value.closed === null) {
        // Another tab opened another door. Its list has nothing in common with this one.
        this.#set({ held: null });
        continue;
      }
      // Half the way there and back is what a slow network adds to the clock.
      const next = applyReply(isSame ? held : null, value, (sentAt + this.#now()) / 2);
      if (next === null) await this.#end(value.closed ?? "ended");
      else {
        await this.#store.saveHeld(next);
        this.#set({ held: next, phase: "open" });
      }
      if (left.length === 0 || value.results.length === 0) return true;
    }
  }

  /** Takes what the server answered off the queue, and keeps what it did not accept for a person to see. */
  async #settle(held: Held | null, waiting: readonly DoorCheckIn[], { results }: DoorReply): Promise<void> {
    await this.#store.dequeue(results.map(({ id }) => id));
    const nameOf = (id: string): string => {
      const action = waiting.find((one) => one.id === id);
      const guest = held === null || action === undefined ? null : findGuest(held, action.attendee_id);
      return guest?.name ?? "A guest who is not on the list";
    };
    const bad = results.filter(({ result }) => result === "refused");
    if (bad.length === 0) return;
    const refused = [...bad.map((one) => ({ ...one, name: nameOf(one.id) })), ...this.#snapshot.refused];
    this.#set({ refused: refused.slice(0, MOST_REFUSED) });
  }
}
