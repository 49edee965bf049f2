/** Where the stand-in keeps what it knows: Postgres, or, for tests that nobody else looks in on, memory. */
export interface StandInStore {
  /** Keeps a new object; lists follow the order of insertion. */
  insert(object: NewObject): Promise<void>;
  /** Replaces what is kept of an object. Returns whether there is one. */
  save(kind: string, id: string, data: object): Promise<boolean>;
  remove(kind: string, id: string): Promise<void>;
  /** The object of this id in an account, or null. */
  find<S>(kind: string, account: string | null, id: string): Promise<S | null>;
  list<S>(query: ObjectQuery): Promise<S[]>;
  /** Where an object stands in lists; null where there is none. */
  seqOf(kind: string, account: string | null, id: string): Promise<bigint | null>;
  /** The kind of the object of this id in an account; null where there is none. */
  kindOf(account: string | null, id: string): Promise<string | null>;
  /** The account in which the object of this id lives; undefined where there is none. */
  accountOf(id: string): Promise<string | null | undefined>;
  /** Sums of meter events by window, the newest window first. */
  usageByWindow(query: UsageQuery): Promise<UsageWindow[]>;

  readClock(): Promise<ClockState | null>;
  writeClock(clock: ClockState | null): Promise<void>;

  /** Queues an event for an endpoint; null is the product's own. */
  queueDelivery(eventId: string, endpointId: string | null): Promise<void>;
  /** To how many endpoints an event is still on its way. */
  countPendingDeliveries(eventId: string): Promise<number>;
  /** The events that some endpoint has not taken. */
  undeliveredEvents(): Promise<string[]>;
  /** Removes the events of before that are no longer on their way. */
  removeEvents(kind: string, createdBefore: number): Promise<void>;

  findReply(slot: string): Promise<KeptReply | null>;
  removeReply(slot: string): Promise<void>;
  keepReply(slot: string, reply: KeptReply): Promise<void>;

  /** Runs `work`; where it throws, what it wrote is undone, and the error goes on up. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
}

export interface NewObject {
  id: string;
  kind: string;
  account: string | null;
  data: object;
}

/** What an object must hold: JSON containment. A field that is undefined asks for nothing. */
export type Where = Readonly<Record<string, unknown>>;

export interface ObjectQuery {
  kind: string;
  /** Undefined for all accounts. */
  account: string | null | undefined;
  where: Where;
  order: "oldest first" | "newest first";
  limit?: number | undefined;
  /** Only what stands before or after this place. */
  beforeSeq?: bigint | undefined;
  afterSeq?: bigint | undefined;
  created?: CreatedBounds | undefined;
}

export interface CreatedBounds {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
}

export interface UsageQuery {
  kind: string;
  account: string | null;
  eventName: string;
  customer: string;
  from: number;
  /** Not in it. */
  to: number;
  /** Seconds; null for one window from `from` to `to`. */
  window: number | null;
}

export interface UsageWindow {
  start: number;
  total: number;
  events: number;
}

/** How far the clock is ahead of real time, or where it stands still (unix seconds). */
export interface ClockState {
  offsetMs: bigint;
  frozenAt: bigint | null;
}

export interface KeptReply {
  fingerprint: Uint8Array<ArrayBuffer>;
  requestId: string;
  status: number;
  body: string;
  createdAt: Date;
}
