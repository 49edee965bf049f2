import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { Prisma } from "@/lib/platform/prisma/client";
import type {
  ClockState,
  KeptReply,
  NewObject,
  ObjectQuery,
  StandInStore,
  UsageQuery,
  UsageWindow,
} from "@/lib/vendors/stripe/stand-in/stand-in-store";

export const DELIVER_EVENT_JOB = "stripe-stand-in.deliver-event";

/** Nothing of the stand-in runs beside anything else of it: right comes before fast. */
const LOCK = 7_240_391;
const CLOCK_ROW = 1;

/** Waits for the stand-in's turn in this transaction. What is kept then is the transaction's. */
export async function enterPostgres(tx: Transaction): Promise<StandInStore> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
  return new PostgresStore(tx);
}

/** Reserves an idempotency key until the transaction ends, without a wait; false where another request holds it. */
export async function claimReply(tx: Transaction, slot: string): Promise<boolean> {
  const [claimed] = await tx.$queryRaw<{ mine: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`stripe stand-in ${slot}`}, 0)) AS mine`;
  return claimed?.mine === true;
}

interface Row<S> {
  data: S;
}

class PostgresStore implements StandInStore {
  readonly #tx: Transaction;

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  async insert({ id, kind, account, data }: NewObject): Promise<void> {
    await this.#tx.$executeRaw`
      INSERT INTO stripe_stand_in.objects (id, kind, account, data)
      VALUES (${id}, ${kind}, ${account}, ${JSON.stringify(data)}::jsonb)`;
  }

  async save(kind: string, id: string, data: object): Promise<boolean> {
    const changed = await this.#tx.$executeRaw`
      UPDATE stripe_stand_in.objects SET data = ${JSON.stringify(data)}::jsonb
      WHERE id = ${id} AND kind = ${kind}`;
    return changed === 1;
  }

  async remove(kind: string, id: string): Promise<void> {
    await this.#tx.$executeRaw`DELETE FROM stripe_stand_in.objects WHERE id = ${id} AND kind = ${kind}`;
  }

  async find<S>(kind: string, account: string | null, id: string): Promise<S | null> {
    const [row] = await this.#tx.$queryRaw<Row<S>[]>`
      SELECT data FROM stripe_stand_in.objects
      WHERE id = ${id} AND kind = ${kind} AND account IS NOT DISTINCT FROM ${account}`;
    return row?.data ?? null;
  }

  async list<S>(query: ObjectQuery): Promise<S[]> {
    const { kind, account, where, order, limit, beforeSeq, afterSeq, created = {} } = query;
    const conditions = [
      Prisma.sql`kind = ${kind}`,
      Prisma.sql`data @> ${JSON.stringify(where)}::jsonb`,
      ...(account === undefined ? [] : [Prisma.sql`account IS NOT DISTINCT FROM ${account}`]),
      ...(beforeSeq === undefined ? [] : [Prisma.sql`seq < ${beforeSeq}`]),
      ...(afterSeq === undefined ? [] : [Prisma.sql`seq > ${afterSeq}`]),
    ];
    const made = Prisma.sql`(data->>'created')::numeric`;
    if (created.gt !== undefined) conditions.push(Prisma.sql`${made} > ${created.gt}`);
    if (created.gte !== undefined) conditions.push(Prisma.sql`${made} >= ${created.gte}`);
    if (created.lt !== undefined) conditions.push(Prisma.sql`${made} < ${created.lt}`);
    if (created.lte !== undefined) conditions.push(Prisma.sql`${made} <= ${created.lte}`);
    const by = order === "oldest first" ? Prisma.sql`seq ASC` : Prisma.sql`seq DESC`;
    const bound = limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit}`;
    const rows = await this.#tx.$queryRaw<Row<S>[]>`
      SELECT data FROM stripe_stand_in.objects WHERE ${Prisma.join(conditions, " AND ")} ORDER BY ${by} ${bound}`;
    return rows.map(({ data }) => data);
  }

  async seqOf(kind: string, account: string | null, id: string): Promise<bigint | null> {
    const [row] = await this.#tx.$queryRaw<{ seq: bigint }[]>`
      SELECT seq FROM stripe_stand_in.objects
      WHERE id = ${id} AND kind = ${kind} AND account IS NOT DISTINCT FROM ${account}`;
    return row?.seq ?? null;
  }

  async kindOf(account: string | null, id: string): Promise<string | null> {
    const [row] = await this.#tx.$queryRaw<{ kind: string }[]>`
      SELECT kind FROM stripe_stand_in.objects WHERE id = ${id} AND account IS NOT DISTINCT FROM ${account}`;
    return row?.kind ?? null;
  }

  async accountOf(id: string): Promise<string | null | undefined> {
    const [row] = await this.#tx.$queryRaw<{ account: string | null }[]>`
      SELECT account FROM stripe_stand_in.objects WHERE id = ${id}`;
    return row?.account;
  }

  async usageByWindow(query: UsageQuery): Promise<UsageWindow[]> {
    const { kind, account, eventName, customer, from, to, window } = query;
    const where = JSON.stringify({ event_name: eventName, customer });
    const rows = await this.#tx.$queryRaw<{ start: bigint; total: string; events: bigint }[]>`
      SELECT ${from}::bigint + ((data->>'timestamp')::bigint - ${from}::bigint) / ${window ?? to - from + 1}::bigint
               * ${window ?? 0}::bigint AS start,
             sum((data->>'value')::numeric)::text AS total, count(*) AS events
      FROM stripe_stand_in.objects
      WHERE kind = ${kind} AND account IS NOT DISTINCT FROM ${account}
        AND data @> ${where}::jsonb
        AND (data->>'timestamp')::bigint >= ${from}::bigint AND (data->>'timestamp')::bigint < ${to}::bigint
      GROUP BY 1 ORDER BY 1 DESC`;
    return rows.map(({ start, total, events }) => ({
      start: Number(start),
      total: Number(total),
      events: Number(events),
    }));
  }

  async readClock(): Promise<ClockState | null> {
    const [clock] = await this.#tx.$queryRaw<ClockState[]>`
      SELECT offset_ms AS "offsetMs", frozen_at AS "frozenAt" FROM stripe_stand_in.clock WHERE id = ${CLOCK_ROW}`;
    return clock ?? null;
  }

  async writeClock(clock: ClockState | null): Promise<void> {
    if (clock === null) {
      await this.#tx.$executeRaw`DELETE FROM stripe_stand_in.clock WHERE id = ${CLOCK_ROW}`;
      return;
    }
    await this.#tx.$executeRaw`
      INSERT INTO stripe_stand_in.clock (id, offset_ms, frozen_at)
      VALUES (${CLOCK_ROW}, ${clock.offsetMs}, ${clock.frozenAt})
      ON CONFLICT (id) DO UPDATE SET offset_ms = excluded.offset_ms, frozen_at = excluded.frozen_at`;
  }

  async queueDelivery(eventId: string, endpointId: string | null): Promise<void> {
    const [id, now] = [newId(), new Date()];
    await this.#tx.$executeRaw`
      INSERT INTO stripe_stand_in.deliveries (id, event_id, endpoint_id, created_at, next_attempt_at)
      VALUES (${id}::uuid, ${eventId}, ${endpointId}, ${now}, ${now})`;
    await addJob(this.#tx, DELIVER_EVENT_JOB, { delivery_id: id }, { key: `${DELIVER_EVENT_JOB}:${id}` });
  }

  async countPendingDeliveries(eventId: string): Promise<number> {
    const [row] = await this.#tx.$queryRaw<{ pending: number }[]>`
      SELECT count(*)::int AS pending FROM stripe_stand_in.deliveries
      WHERE event_id = ${eventId} AND delivered_at IS NULL AND next_attempt_at IS NOT NULL`;
    return row?.pending ?? 0;
  }

  async undeliveredEvents(): Promise<string[]> {
    const rows = await this.#tx.$queryRaw<{ event_id: string }[]>`
      SELECT event_id FROM stripe_stand_in.deliveries WHERE delivered_at IS NULL`;
    return rows.map(({ event_id }) => event_id);
  }

  async removeEvents(kind: string, createdBefore: number): Promise<void> {
    await this.#tx.$executeRaw`
      DELETE FROM stripe_stand_in.objects object
      WHERE kind = ${kind} AND (data->>'created')::numeric < ${createdBefore}
        AND NOT EXISTS (
          SELECT FROM stripe_stand_in.deliveries WHERE event_id = object.id AND next_attempt_at IS NOT NULL)`;
  }

  async findReply(slot: string): Promise<KeptReply | null> {
    const [reply] = await this.#tx.$queryRaw<KeptReply[]>`
      SELECT fingerprint, request_id AS "requestId", status, body, created_at AS "createdAt"
      FROM stripe_stand_in.replies WHERE key = ${slot}`;
    return reply ?? null;
  }

  async removeReply(slot: string): Promise<void> {
    await this.#tx.$executeRaw`DELETE FROM stripe_stand_in.replies WHERE key = ${slot}`;
  }

  async keepReply(slot: string, reply: KeptReply): Promise<void> {
    const { fingerprint, requestId, status, body, createdAt } = reply;
    await this.#tx.$executeRaw`
      INSERT INTO stripe_stand_in.replies (key, fingerprint, request_id, status, body, created_at)
      VALUES (${slot}, ${fingerprint}, ${requestId}, ${status}, ${body}, ${createdAt})`;
  }

  async attempt<T>(work: () => Promise<T>): Promise<T> {
    await this.#tx.$executeRaw`SAVEPOINT stripe_stand_in`;
    try {
      const result = await work();
      await this.#tx.$executeRaw`RELEASE SAVEPOINT stripe_stand_in`;
      return result;
    } catch (error) {
      await this.#tx.$executeRaw`ROLLBACK TO SAVEPOINT stripe_stand_in`;
      // Rolling back keeps the savepoint; one around this has the same name, and must be the next that is found.
      await this.#tx.$executeRaw`RELEASE SAVEPOINT stripe_stand_in`;
      throw error;
    }
  }
}
