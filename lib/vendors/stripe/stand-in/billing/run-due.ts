import {
  collectInvoice,
  endPending,
  payInvoice,
  voidInvoice,
} from "@/lib/vendors/stripe/stand-in/billing/collect-invoice";
import { updateInvoice } from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import {
  INCOMPLETE_SECONDS,
  TRIAL_NOTICE_SECONDS,
  UPCOMING_NOTICE_SECONDS,
} from "@/lib/vendors/stripe/stand-in/billing/dunning-schedule";
import { previewInvoice } from "@/lib/vendors/stripe/stand-in/billing/preview-invoice";
import { renewSubscription } from "@/lib/vendors/stripe/stand-in/billing/renew-subscription";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { INVOICE, type InvoiceState } from "@/lib/vendors/stripe/stand-in/invoices";
import { StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import { find, findAll, present, save } from "@/lib/vendors/stripe/stand-in/store";
import { LIVING, SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** Something that time alone brings about. */
interface Due {
  at: number;
  kind: "invoice" | "subscription";
  id: string;
}

/**
 * Does everything that is due until `until`, in order of time, each at its own: announcements, trial ends, renewals,
 * finalizations, payments tried again, expiries and ends. `enter` gives the world at a time.
 */
export async function runDue(
  world: World,
  until: number,
  enter: (world: World, at: number) => Promise<World>,
): Promise<World> {
  const queue = (await everyDue(world)).filter(({ at }) => at <= until);
  let now = world;
  for (;;) {
    // What is earliest comes first; of what falls together, invoices do.
    queue.sort((a, b) => a.at - b.at || a.kind.localeCompare(b.kind));
    const next = queue.shift();
    if (next === undefined) return now;
    now = await enter(now, Math.max(next.at, now.now));
    const touched =
      next.kind === "invoice" ? await doInvoice(now, next.id) : await doSubscription(now, next.id);
    const again = (await dueOf(now, touched)).filter(({ at }) => at <= until);
    const ids = new Set([next.id, ...touched.invoices, ...touched.subscriptions]);
    const rest = queue.filter(({ id }) => !ids.has(id));
    queue.splice(0, queue.length, ...rest, ...again);
  }
}

interface Touched {
  invoices: string[];
  subscriptions: string[];
}

async function everyDue(world: World): Promise<Due[]> {
  const due: Due[] = [];
  for (const status of [...LIVING, "incomplete"]) {
    for (const state of await findAll(world, SUBSCRIPTION, { status })) due.push(...ofSubscription(state));
  }
  for (const status of ["draft", "open"]) {
    for (const state of await findAll(world, INVOICE, { status })) due.push(...ofInvoice(state));
  }
  return due;
}

async function dueOf(world: World, touched: Touched): Promise<Due[]> {
  const due: Due[] = [];
  for (const id of new Set(touched.subscriptions)) {
    const state = await find(world, SUBSCRIPTION, id);
    if (state !== null) due.push(...ofSubscription(state));
  }
  for (const id of new Set(touched.invoices)) {
    const state = await find(world, INVOICE, id);
    if (state !== null) due.push(...ofInvoice(state));
  }
  return due;
}

function ofInvoice(state: InvoiceState): Due[] {
  const at =
    state.status === "draft"
      ? state.automatically_finalizes_at
      : state.status === "open" && state.auto_advance
        ? state.next_payment_attempt
        : null;
  return at === null ? [] : [{ at, kind: "invoice", id: state.id }];
}

/** The next thing of a subscription's; doing it brings the one after. */
function ofSubscription(state: SubscriptionState): Due[] {
  const { id } = state;
  if (state.status === "incomplete") {
    return [{ at: state.created + INCOMPLETE_SECONDS, kind: "subscription", id }];
  }
  if (!LIVING.includes(state.status)) return [];
  const times = [Math.min(state.current_period_end, state.cancel_at ?? Number.POSITIVE_INFINITY)];
  const trialNotice = trialNoticeAt(state);
  const renewalNotice = renewalNoticeAt(state);
  if (trialNotice !== null) times.push(trialNotice);
  if (renewalNotice !== null) times.push(renewalNotice);
  if (state.pending_update != null) times.push(state.pending_update.expires_at);
  return [{ at: Math.min(...times), kind: "subscription", id }];
}

function trialNoticeAt(state: SubscriptionState): number | null {
  if (state.status !== "trialing" || state.trial_end === null) return null;
  return state.announced_trial_end === state.trial_end ? null : state.trial_end - TRIAL_NOTICE_SECONDS;
}

function renewalNoticeAt(state: SubscriptionState): number | null {
  const end = state.current_period_end;
  const length = end - state.current_period_start;
  // A period that is hardly longer than the notice is not announced.
  if (state.announced_renewal === end || length <= UPCOMING_NOTICE_SECONDS) return null;
  return state.cancel_at === null ? end - UPCOMING_NOTICE_SECONDS : null;
}

async function doInvoice(world: World, id: string): Promise<Touched> {
  const invoice = await find(world, INVOICE, id);
  if (invoice === null || !ofInvoice(invoice).some(({ at }) => at <= world.now)) {
    return { invoices: [], subscriptions: [] };
  }
  const attempt = { off_session: true, automatic: true };
  if (invoice.status === "draft" && !invoice.auto_advance) {
    await updateInvoice(world, invoice, { automatically_finalizes_at: null });
  } else if (invoice.status === "draft") await collectInvoice(world, invoice, attempt);
  else await payInvoice(world, invoice, attempt);
  return { invoices: [id], subscriptions: invoice.subscription === null ? [] : [invoice.subscription] };
}

async function doSubscription(world: World, id: string): Promise<Touched> {
  const state = await find(world, SUBSCRIPTION, id);
  if (state === null || !ofSubscription(state).some(({ at }) => at <= world.now)) {
    return { invoices: [], subscriptions: [] };
  }
  if (state.status === "incomplete") return expire(world, state);
  const { pending_update: pending } = state;
  if (pending != null && pending.expires_at <= world.now) {
    await endPending(world, state);
    return { invoices: [pending.invoice], subscriptions: [id] };
  }
  const trialNotice = trialNoticeAt(state);
  if (trialNotice !== null && trialNotice <= world.now) {
    const told = await save(world, SUBSCRIPTION, { ...state, announced_trial_end: state.trial_end });
    await emit(world, "customer.subscription.trial_will_end", await present(world, SUBSCRIPTION, told));
    return { invoices: [], subscriptions: [id] };
  }
  const renewalNotice = renewalNoticeAt(state);
  if (renewalNotice !== null && renewalNotice <= world.now) {
    await announceRenewal(world, state);
    return { invoices: [], subscriptions: [id] };
  }
  const invoice = await renewSubscription(world, state);
  return { invoices: invoice === null ? [] : [invoice.id], subscriptions: [id] };
}

async function announceRenewal(world: World, state: SubscriptionState): Promise<void> {
  try {
    await emit(world, "invoice.upcoming", await previewInvoice(world, state, null));
  } catch (error) {
    // Nothing will be charged, so there is nothing to announce.
    if (!(error instanceof StripeRefusal)) throw error;
  }
  await save(world, SUBSCRIPTION, { ...state, announced_renewal: state.current_period_end });
}

/** A first payment that was not made within 23 hours takes its subscription with it. */
async function expire(world: World, state: SubscriptionState): Promise<Touched> {
  const open = await findAll(world, INVOICE, { subscription: state.id, status: "open" });
  for (const invoice of open) await voidInvoice(world, invoice);
  return { invoices: open.map(({ id }) => id), subscriptions: [state.id] };
}
