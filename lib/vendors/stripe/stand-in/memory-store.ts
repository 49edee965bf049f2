import type {
  ClockState,
  CreatedBounds,
  KeptReply,
  NewObject,
  ObjectQuery,
  StandInStore,
  UsageQuery,
  UsageWindow,
  Where,
} from "@/lib/vendors/stripe/stand-in/stand-in-store";

type Json = string | number | boolean | null | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json | undefined;
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly account: string | null;
  readonly seq: bigint;
  data: JsonObject;
}

/** Fields that lists ask for by equality, so that they need not look at every object of a kind. */
const INDEXED = ["customer", "subscription", "invoice", "status", "payment_intent", "charge"] as const;

/**
 * The stand-in's store in this process's memory: the same answers as from Postgres, without the way there. For tests
 * whose stand-in no other process asks. Nothing delivers its events: a test reads them by `events.list`.
 */
export class MemoryStandIn implements StandInStore {
  #rows = new Map<string, Row>();
  #kinds = new Map<string, Map<string, Row>>();
  #index = new Map<string, Map<string, Row>>();
  #seq = 0n;
  #clock: ClockState | null = null;
  #replies = new Map<string, KeptReply>();
  #deliveries = new Map<string, number>();
  #untaken: Row[] = [];
  /** What undoes each write of the request that runs, the last write last. */
  #undo: (() => void)[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  /** Runs `work` alone, as one transaction. */
  async run<T>(work: (store: StandInStore) => Promise<T>): Promise<T> {
    const mine = this.#turn.then(async () => {
      try {
        return await this.attempt(() => work(this));
      } finally {
        this.#undo = [];
      }
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const mark = this.#undo.length;
    try {
      return await work();
    } catch (error) {
      for (const undo of this.#undo.splice(mark).toReversed()) undo();
      throw error;
    }
  }

  async insert({ id, kind, account, data }: NewObject): Promise<void> {
    if (this.#rows.has(id)) throw new Error(`There is an object ${id} already.`);
    this.#seq += 1n;
    const row: Row = { id, kind, account, seq: this.#seq, data: asKept(data) };
    this.#put(row);
    this.#untaken.push(row);
    this.#undo.push(() => this.#drop(row));
  }

  /** What was made of a kind since the last call, oldest first: for tests that follow what happens step by step. */
  takeNew<S>(kind: string): S[] {
    const made = this.#untaken.splice(0);
    return made.flatMap((row) => (row.kind === kind && this.#rows.has(row.id) ? [row.data as S] : []));
  }

  async save(kind: string, id: string, data: object): Promise<boolean> {
    const row = this.#rows.get(id);
    if (row === undefined || row.kind !== kind) return false;
    const before = row.data;
    this.#replace(row, asKept(data));
    this.#undo.push(() => this.#replace(row, before));
    return true;
  }

  async remove(kind: string, id: string): Promise<void> {
    const row = this.#rows.get(id);
    if (row === undefined || row.kind !== kind) return;
    this.#drop(row);
    this.#undo.push(() => this.#put(row));
  }

  async find<S>(kind: string, account: string | null, id: string): Promise<S | null> {
    const row = this.#rows.get(id);
    return row?.kind === kind && row.account === account ? (row.data as S) : null;
  }

  async list<S>(query: ObjectQuery): Promise<S[]> {
    const { kind, account, where, order, limit, beforeSeq, afterSeq, created } = query;
    const rows = [...this.#candidates(kind, where)].filter(
      (row) =>
        (account === undefined || row.account === account) &&
        (beforeSeq === undefined || row.seq < beforeSeq) &&
        (afterSeq === undefined || row.seq > afterSeq) &&
        isWithin(row.data.created, created) &&
        contains(row.data, where),
    );
    rows.sort((a, b) => (a.seq < b.seq ? -1 : 1));
    if (order === "newest first") rows.reverse();
    return rows.slice(0, limit).map(({ data }) => data as S);
  }

  async seqOf(kind: string, account: string | null, id: string): Promise<bigint | null> {
    const row = this.#rows.get(id);
    return row?.kind === kind && row.account === account ? row.seq : null;
  }

  async kindOf(account: string | null, id: string): Promise<string | null> {
    const row = this.#rows.get(id);
    return row?.account === account ? row.kind : null;
  }

  async accountOf(id: string): Promise<string | null | undefined> {
    return this.#rows.get(id)?.account;
  }

  async usageByWindow(query: UsageQuery): Promise<UsageWindow[]> {
    const { kind, account, eventName, customer, from, to, window } = query;
    const windows = new Map<number, UsageWindow>();
    for (const { data, account: of } of this.#candidates(kind, { customer })) {
      const at = Number(data.timestamp);
      if (of !== account || data.event_name !== eventName || at < from || at >= to) continue;
      const start = window === null ? from : from + Math.floor((at - from) / window) * window;
      const { total = 0, events = 0 } = windows.get(start) ?? {};
      windows.set(start, { start, total: total + Number(data.value), events: events + 1 });
    }
    return [...windows.values()].sort((a, b) => b.start - a.start);
  }

  async readClock(): Promise<ClockState | null> {
    return this.#clock;
  }

  async writeClock(clock: ClockState | null): Promise<void> {
    const before = this.#clock;
    this.#clock = clock;
    this.#undo.push(() => {
      this.#clock = before;
    });
  }

  async queueDelivery(eventId: string): Promise<void> {
    const before = this.#deliveries.get(eventId) ?? 0;
    this.#deliveries.set(eventId, before + 1);
    this.#undo.push(() => this.#deliveries.set(eventId, before));
  }

  async countPendingDeliveries(eventId: string): Promise<number> {
    return this.#deliveries.get(eventId) ?? 0;
  }

  async undeliveredEvents(): Promise<string[]> {
    return [...this.#deliveries.keys()];
  }

  /** All of them are still on their way. */
  async removeEvents(): Promise<void> {}

  async findReply(slot: string): Promise<KeptReply | null> {
    return this.#replies.get(slot) ?? null;
  }

  async removeReply(slot: string): Promise<void> {
    const before = this.#replies.get(slot);
    this.#replies.delete(slot);
    if (before !== undefined) this.#undo.push(() => this.#replies.set(slot, before));
  }

  async keepReply(slot: string, reply: KeptReply): Promise<void> {
    this.#replies.set(slot, reply);
    this.#undo.push(() => this.#replies.delete(slot));
  }

  /** Every object of a kind, or, where `where` asks for an indexed field, the fewest that can hold it. */
  #candidates(kind: string, where: Where): Iterable<Row> {
    let fewest = this.#kinds.get(kind);
    if (fewest === undefined) return [];
    for (const field of INDEXED) {
      const value = where[field];
      if (typeof value !== "string") continue;
      const found = this.#index.get(`${kind} ${field} ${value}`);
      if (found === undefined) return [];
      if (found.size < fewest.size) fewest = found;
    }
    return fewest.values();
  }

  #put(row: Row): void {
    this.#rows.set(row.id, row);
    within(this.#kinds, row.kind).set(row.id, row);
    for (const key of keysOf(row)) within(this.#index, key).set(row.id, row);
  }

  #drop(row: Row): void {
    this.#rows.delete(row.id);
    this.#kinds.get(row.kind)?.delete(row.id);
    for (const key of keysOf(row)) this.#index.get(key)?.delete(row.id);
  }

  #replace(row: Row, data: JsonObject): void {
    for (const key of keysOf(row)) this.#index.get(key)?.delete(row.id);
    row.data = data;
    for (const key of keysOf(row)) within(this.#index, key).set(row.id, row);
  }
}

function within<K, V>(map: Map<K, Map<string, V>>, key: K): Map<string, V> {
  const found = map.get(key) ?? new Map<string, V>();
  map.set(key, found);
  return found;
}

function keysOf({ kind, data }: Row): string[] {
  return INDEXED.flatMap((field) => {
    const value = data[field];
    return typeof value === "string" ? [`${kind} ${field} ${value}`] : [];
  });
}

/** Plain JSON of its own that nobody can change: whoever was given it would change what is kept. */
function asKept(data: object): JsonObject {
  return freeze(JSON.parse(JSON.stringify(data)));
}

function freeze<T extends Json | undefined>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) freeze(part);
    Object.freeze(value);
  }
  return value;
}

function isWithin(made: Json | undefined, { gt, gte, lt, lte }: CreatedBounds = {}): boolean {
  const at = Number(made);
  return (
    (gt === undefined || at > gt) &&
    (gte === undefined || at >= gte) &&
    (lt === undefined || at < lt) &&
    (lte === undefined || at <= lte)
  );
}

/** Postgres's `@>`: all that is asked for is there; what is asked for as undefined is nothing. */
function contains(kept: Json | undefined, asked: unknown): boolean {
  if (Array.isArray(asked)) {
    return Array.isArray(kept) && asked.every((item) => kept.some((has) => contains(has, item)));
  }
  if (typeof asked === "object" && asked !== null) {
    if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return false;
    return Object.entries(asked).every(([key, value]) => value === undefined || contains(kept[key], value));
  }
  return kept === asked;
}
