import { createHash } from "node:crypto";
import type { Clock } from "@/lib/platform/clock";
import { type Db, database, isPool, type Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { PrismaClient } from "@/lib/platform/prisma/client";

/** What leaves a trace. Words for people stand in `lib/identity/security/security-words.ts`. */
export const SECURITY_EVENT_KINDS = [
  "sign_in.failed",
  "sign_in.slowed",
  "sign_in.new_device",
  "second_step.failed",
  "credential.refused",
  "credential.created",
  "permission.refused",
  "limit.reached",
  "account.changed",
  "account.recovered",
  "export.made",
  "admin.viewed",
  "admin.impersonated",
  "admin.role_changed",
] as const;
export type SecurityEventKind = (typeof SECURITY_EVENT_KINDS)[number];

export interface SecurityEvent {
  kind: SecurityEventKind;
  /** The finer name: a problem code, what was exported. Never a secret, never what a stranger typed. */
  code?: string | undefined;
  /** The person whose account it concerns. */
  userId?: string | null | undefined;
  /** The tenant it concerns. */
  partnerId?: string | null | undefined;
}

/** What recording needs of a context. `ip` is the shortened address. */
interface Recording {
  readonly clock: Clock;
  readonly db: Db;
  readonly ip?: string | undefined;
}

interface Counted {
  bucket: Buffer<ArrayBuffer>;
  kind: string;
  code: string;
  network: string;
  userId: string | null;
  partnerId: string | null;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

const HOUR_MS = 3_600_000;
const FLUSH_EVERY_MS = 1_000;
/** A process writes at most as many rows for one kind in an hour. What comes after shares one row. */
const ROWS_PER_KIND_AND_HOUR = 200;
/** Longer codes are cut: they are names of ours. */
const MAX_CODE = 60;

/** Counts events in memory and writes the sums every second, so that a flood costs a few rows and no request waits. */
export class SecurityEventBuffer {
  readonly #prisma: PrismaClient;
  #waiting = new Map<string, Counted>();
  /** The rows that this process has begun in the running hour, by kind. */
  #begun = new Map<string, Set<string>>();
  #hour = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  add(event: SecurityEvent, now: Date, ip: string | undefined): void {
    const hour = Math.floor(now.getTime() / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#begun = new Map();
    }
    const counted = this.#roomFor(countedOf(event, now, ip), hour);
    const key = counted.bucket.toString("base64");
    const before = this.#waiting.get(key);
    if (before === undefined) this.#waiting.set(key, counted);
    else {
      before.count += 1;
      before.lastAt = now;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush().catch(() => undefined);
    }, FLUSH_EVERY_MS).unref();
  }

  /** The row itself, or the one that all others of its kind share once there are too many. */
  #roomFor(counted: Counted, hour: number): Counted {
    const begun = this.#begun.get(counted.kind) ?? new Set<string>();
    this.#begun.set(counted.kind, begun);
    const key = counted.bucket.toString("base64");
    if (begun.has(key)) return counted;
    if (begun.size < ROWS_PER_KIND_AND_HOUR) {
      begun.add(key);
      return counted;
    }
    const shared = { ...counted, code: "", network: "various", userId: null, partnerId: null };
    return { ...shared, bucket: bucketOf(shared, hour) };
  }

  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const rows = [...this.#waiting.values()];
    this.#waiting = new Map();
    if (rows.length === 0) return;
    const ids = rows.map(({ firstAt }) => newId(firstAt));
    await this.#prisma.$executeRaw`
      INSERT INTO security_events (id, bucket, kind, code, network, user_id, partner_id, count, first_at, last_at)
      SELECT * FROM unnest(${ids}::uuid[], ${rows.map(({ bucket }) => bucket)}::bytea[],
        ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ code }) => code)}::text[],
        ${rows.map(({ network }) => network)}::text[], ${rows.map(({ userId }) => userId)}::uuid[],
        ${rows.map(({ partnerId }) => partnerId)}::uuid[], ${rows.map(({ count }) => count)}::int[],
        ${rows.map(({ firstAt }) => firstAt)}::timestamptz[], ${rows.map(({ lastAt }) => lastAt)}::timestamptz[])
        AS new (id, bucket, kind, code, network, user_id, partner_id, count, first_at, last_at)
      ORDER BY bucket
      ON CONFLICT (bucket) DO UPDATE SET count = security_events.count + EXCLUDED.count,
        last_at = GREATEST(security_events.last_at, EXCLUDED.last_at)`;
  }
}

function countedOf(event: SecurityEvent, now: Date, ip: string | undefined): Counted {
  const row = {
    kind: event.kind,
    code: (event.code ?? "").slice(0, MAX_CODE),
    network: ip ?? "",
    userId: event.userId ?? null,
    partnerId: event.partnerId ?? null,
    count: 1,
    firstAt: now,
    lastAt: now,
  };
  return { ...row, bucket: bucketOf(row, Math.floor(now.getTime() / HOUR_MS)) };
}

function bucketOf(row: Omit<Counted, "bucket">, hour: number): Buffer<ArrayBuffer> {
  const { kind, code, network, userId, partnerId } = row;
  return createHash("sha256")
    .update([hour, kind, code, network, userId ?? "", partnerId ?? ""].join("\n"))
    .digest();
}

const cache = Symbol.for("soulmate.security-events");
const holder = globalThis as typeof globalThis & { [cache]?: WeakMap<PrismaClient, SecurityEventBuffer> };

function bufferOf(db: Db): SecurityEventBuffer {
  // A refusal must leave its trace although its transaction is rolled back.
  const prisma = isPool(db) ? db : database().prisma;
  holder[cache] ??= new WeakMap();
  const open = holder[cache].get(prisma) ?? new SecurityEventBuffer(prisma);
  holder[cache].set(prisma, open);
  return open;
}

/**
 * Records that something happened which an owner or admin should be able to see. Returns at once and never throws: the
 * event is counted in memory and written within a second, whatever becomes of the caller's transaction.
 */
export function recordSecurityEvent(ctx: Recording, event: SecurityEvent): void {
  bufferOf(ctx.db).add(event, ctx.clock.now(), ctx.ip);
}

/** Writes what has been recorded up to now. */
export async function flushSecurityEvents(db: Db): Promise<void> {
  await bufferOf(db).flush();
}

/** Writes one event in the transaction that makes it true. For what only authenticated callers can do. */
export async function writeSecurityEvent(
  ctx: Recording,
  tx: Transaction,
  event: SecurityEvent,
): Promise<void> {
  const now = ctx.clock.now();
  const id = newId(now);
  // A row of its own: transactions that share a counter would wait for each other.
  const bucket = createHash("sha256").update(id).digest();
  await tx.securityEvent.create({ data: { ...countedOf(event, now, ctx.ip), id, bucket } });
}

const REFUSALS: Readonly<Record<number, SecurityEventKind>> = {
  401: "credential.refused",
  403: "permission.refused",
  429: "limit.reached",
};

/** Refusals of nobody in particular, and those that the verb itself records, where the person is known. */
const NO_TRACE: ReadonlySet<string> = new Set([
  "missing_credentials",
  "signed_out",
  "sign_in_expired",
  "confirm_yourself",
  "wrong_credentials",
  "wrong_code",
  "too_many_attempts",
]);

/** Records a refusal by its status: 401, 403 and 429 leave a trace, others none. */
export function recordRefusal(
  ctx: Recording,
  { status, code }: { status: number; code: string },
  subject: Pick<SecurityEvent, "userId" | "partnerId">,
): void {
  const kind = REFUSALS[status];
  if (kind !== undefined && !NO_TRACE.has(code)) recordSecurityEvent(ctx, { kind, code, ...subject });
}
