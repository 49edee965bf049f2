import Stripe from "stripe";
import { subjectOf } from "@/lib/billing/billing/event-subjects";
import { NotYetBooked } from "@/lib/billing/billing/find-payment";
import type { Dice } from "@/lib/billing/billing/history-steps.fixture";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { applySubject, processStripeEvent } from "@/lib/billing/billing/process-stripe-event";
import { receiveStripeEvent } from "@/lib/billing/billing/receive-stripe-event";
import { END_USAGE_JOB } from "@/lib/billing/billing/settle-partner";
import { meteringJobs } from "@/lib/billing/metering/jobs";
import { walletJobs } from "@/lib/billing/wallet/jobs";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import type { JobContext } from "@/lib/platform/jobs";
import { EVENT, type EventState } from "@/lib/vendors/stripe/stand-in/events";
import type { MemoryStandIn } from "@/lib/vendors/stripe/stand-in/memory-store";
import { present } from "@/lib/vendors/stripe/stand-in/store";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";

/** Mails are only queued, and nobody makes calls that are to be counted. */
const LEFT = /^(billing\.send-|metering\.report-|billing\.process-stripe-event$)/;
const ROUNDS = 12;

interface Parts {
  memory: MemoryStandIn;
  dice: Dice;
  ctx: JobContext;
  /** Ends the billing of a partner's live calls, all of which are counted. */
  endUsage: (partnerId: string) => Promise<void>;
}

/** What Stripe tells the product, and the jobs that come of it. */
export class StripeMessages {
  readonly #of: Parts;
  /** How much of what is new comes late: what tells of the same thing then comes with it. */
  readonly #lateShare: number;
  /** Events that have not been brought yet. */
  #late: Stripe.Event[] = [];

  constructor(of: Parts) {
    this.#of = of;
    this.#lateShare = of.dice.pick([0.1, 0.3, 0.5]);
  }

  /** Brings what Stripe tells, in any order, some of it late and some of it twice, and does what that queues. */
  async deal(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const events = await this.#newEvents();
      const known = this.#late.splice(0);
      const jobs = await this.#work();
      if (events.length === 0 && jobs === 0 && (round > 0 || known.length === 0)) {
        this.#late.push(...known);
        return;
      }
      await this.#process([...known, ...events], round === 0 ? this.#lateShare : 0);
    }
    throw new Error("Events follow events without end.");
  }

  /** The same, with nothing left for later. */
  async follow(): Promise<void> {
    await this.#process(this.#late.splice(0), 0);
    await this.deal();
    await this.#process(this.#late.splice(0), 0);
    await this.deal();
  }

  async #process(events: readonly Stripe.Event[], lateShare: number): Promise<void> {
    const bySubject = new Map<string, Stripe.Event[]>();
    for (const event of events) {
      const subject = subjectOf(event);
      if (subject === null || (isSpare(event) && !this.#of.dice.chance(0.1))) continue;
      const name = `${subject.kind} ${subject.id}`;
      bySubject.set(name, [...(bySubject.get(name) ?? []), event]);
    }
    const brought: Stripe.Event[] = [];
    for (const group of bySubject.values()) {
      if (this.#of.dice.chance(lateShare)) {
        this.#late.push(...group);
        continue;
      }
      // All of them ask for the same state: one is enough, and some come beside it, or again.
      const [last] = group.slice(-1);
      for (const event of group) if (event === last || this.#of.dice.chance(0.05)) brought.push(event);
      if (last !== undefined && this.#of.dice.chance(0.08)) brought.push(last);
    }
    if (brought.length === 0) return;
    const { ctx, dice } = this.#of;
    const mixed = dice.shuffle(brought);
    // A few come in by the door, signed, and are stored; what the others ask for is done at once.
    const byDoor = dice.chance(0.1);
    if (byDoor) {
      await transaction(ctx, async (db) => {
        for (const event of mixed) await bring({ ...ctx, db }, event);
      });
    }
    for (const event of new Set(mixed)) {
      const subject = subjectOf(event);
      try {
        if (byDoor) await processStripeEvent(ctx, { event_id: event.id });
        else if (subject !== null) await applySubject(ctx, subject, new Date(event.created * 1_000));
      } catch (error) {
        // The queue tries it again, once what it waits for is booked.
        if (!(error instanceof NotYetBooked)) throw error;
        this.#late.push(event);
      }
    }
  }

  /** Does the jobs that wait, whenever they are due; of mails only that they are queued matters. */
  async #work(): Promise<number> {
    const { database } = this.#of.ctx;
    const { rows } = await database.pool.query<{ identifier: string; payload: Record<string, unknown> }>({
      name: "take jobs",
      text: `DELETE FROM graphile_worker._private_jobs job USING graphile_worker._private_tasks task
             WHERE task.id = job.task_id RETURNING task.identifier, job.payload`,
    });
    let done = 0;
    for (const { identifier, payload } of this.#of.dice.shuffle(rows)) {
      const job = JOBS.find(({ name }) => name === identifier);
      if (job === undefined || LEFT.test(identifier) || job.cron !== undefined) continue;
      if (identifier === END_USAGE_JOB) await this.#of.endUsage(String(payload.partner_id));
      else await job.run(this.#of.ctx, payload as never);
      done += 1;
    }
    return done;
  }

  async #newEvents(): Promise<Stripe.Event[]> {
    const states = this.#of.memory.takeNew<EventState>(EVENT.name);
    if (states.length === 0) return [];
    return runInStandIn(this.#of.ctx, async (world) => {
      const events: Stripe.Event[] = [];
      for (const state of states) events.push((await present(world, EVENT, state)) as Stripe.Event);
      return events;
    });
  }
}

/** Brings a message as Stripe does, signed now. */
async function bring(ctx: Context, event: Stripe.Event): Promise<void> {
  const payload = JSON.stringify(event);
  const signature = await Stripe.webhooks.generateTestHeaderStringAsync({ payload, secret: webhookSecret() });
  await receiveStripeEvent(ctx, { body: payload, signature });
}

/** Whether it says nothing that others do not say as well: most of those are lost. */
function isSpare({ type, data: { object } }: Stripe.Event): boolean {
  if (type === "customer.updated") return true;
  // A plan that was bought is told of by its subscription and its invoice, too.
  return type.startsWith("checkout.session.") && "mode" in object && object.mode === "subscription";
}

interface AnyJob {
  name: string;
  cron?: string;
  run(ctx: JobContext, payload: never): Promise<void>;
}
const JOBS: readonly AnyJob[] = [...billingJobs, ...walletJobs, ...meteringJobs];
