import { type Db, isPool } from "@/lib/platform/db";
import { Unavailable } from "@/lib/platform/errors";

/**
 * So many changes to one event hold a connection of this process: one has the event, and the next is made ready meanwhile.
 * The database lets them through one by one anyway.
 */
const AT_ONCE = 2;
/** At some tens of changes a second, so long a wait is about a thousand people. */
const LONGEST_WAIT_MS = 30_000;

interface Turns {
  working: number;
  /** First come, first served. */
  readonly waiting: (() => void)[];
}

const key = Symbol.for("soulmate.seat-turns");
const holder = globalThis as typeof globalThis & { [key]?: WeakMap<object, Map<string, Turns>> };

function turnsOf(db: object): Map<string, Turns> {
  holder[key] ??= new WeakMap();
  const known = holder[key].get(db);
  if (known !== undefined) return known;
  const made = new Map<string, Turns>();
  holder[key].set(db, made);
  return made;
}

/**
 * Lets changes to the seats of one event begin in their order, a few at once, before they take a connection. When a popular
 * event opens, hundreds of people come within seconds. Each would hold a connection while it waits for the event, and soon
 * no page would get one. Work that has its transaction already begins at once. Throws Unavailable `seats_busy`.
 */
export async function inTurn<T>(
  { db, longestWaitMs = LONGEST_WAIT_MS }: { db: Db; longestWaitMs?: number },
  eventId: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!isPool(db)) return work();
  const all = turnsOf(db);
  const turns = all.get(eventId) ?? { working: 0, waiting: [] };
  all.set(eventId, turns);
  if (turns.working < AT_ONCE) turns.working += 1;
  else await ownTurn(turns, longestWaitMs);
  try {
    return await work();
  } finally {
    // Who is next takes the place that is left.
    const next = turns.waiting.shift();
    if (next !== undefined) next();
    else turns.working -= 1;
    if (turns.working === 0) all.delete(eventId);
  }
}

function ownTurn({ waiting }: Turns, longestWaitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(begin), 1);
      reject(
        new Unavailable(
          "seats_busy",
          "Many people are registering for this event right now. Try again in a minute.",
          { retryAfterSeconds: 60 },
        ),
      );
    }, longestWaitMs);
    waiting.push(begin);
  });
}
