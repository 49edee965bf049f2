import type Stripe from "stripe";
import { z } from "zod";
import { CUSTOMER } from "@/lib/vendors/stripe/stand-in/customer-state";
import { integer, nothing, text, timestamp } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  find,
  findOne,
  insert,
  load,
  newStripeId,
  present,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface MeterState extends Stored {
  display_name: string;
  event_name: string;
  formula: "sum" | "count";
  customer_key: string;
  value_key: string;
  status: "active" | "inactive";
  deactivated_at: number | null;
  updated: number;
}

export const METER = defineKind<MeterState, Stripe.Billing.Meter>({
  name: "billing.meter",
  title: "billing meter",
  prefix: "mtr",
  present: (state) => ({
    id: state.id,
    object: "billing.meter",
    created: state.created,
    customer_mapping: { event_payload_key: state.customer_key, type: "by_id" },
    default_aggregation: { formula: state.formula },
    display_name: state.display_name,
    event_name: state.event_name,
    event_time_window: null,
    livemode: false,
    status: state.status,
    status_transitions: { deactivated_at: state.deactivated_at },
    updated: state.updated,
    value_settings: { event_payload_key: state.value_key },
  }),
});

interface MeterEventState extends Stored {
  event_name: string;
  identifier: string;
  customer: string;
  value: number;
  payload: Record<string, string>;
  timestamp: number;
}

const METER_EVENT = defineKind<MeterEventState, Stripe.Billing.MeterEvent>({
  name: "billing.meter_event",
  title: "meter event",
  prefix: "mtr_event",
  present: (state) => ({
    object: "billing.meter_event",
    created: state.created,
    event_name: state.event_name,
    identifier: state.identifier,
    livemode: false,
    payload: state.payload,
    timestamp: state.timestamp,
  }),
});

const DAY = 86_400;
const HOUR = 3_600;
const MAX_AGE = 35 * DAY;
const MAX_AHEAD = 300;

/** What a customer used between two moments (the second is not in it). */
export async function usageOf(
  world: World,
  meter: MeterState,
  customer: string,
  from: number,
  to: number,
): Promise<number> {
  const sum = (await usageByWindow(world, meter, customer, from, to, null))[0];
  return sum?.value ?? 0;
}

async function usageByWindow(
  world: World,
  meter: MeterState,
  customer: string,
  from: number,
  to: number,
  window: number | null,
): Promise<{ start: number; value: number }[]> {
  const windows = await world.store.usageByWindow({
    kind: METER_EVENT.name,
    account: world.account,
    eventName: meter.event_name,
    customer,
    from,
    to,
    window,
  });
  return windows.map(({ start, total, events }) => ({
    start,
    value: meter.formula === "sum" ? total : events,
  }));
}

async function recordEvent(
  world: World,
  given: {
    event_name: string;
    payload: Record<string, string>;
    identifier: string | undefined;
    timestamp: number | undefined;
  },
): Promise<MeterEventState> {
  const meter = await findOne(world, METER, { event_name: given.event_name, status: "active" });
  if (meter === null) {
    throw invalid(`No active meter found for event name '${given.event_name}'.`, { param: "event_name" });
  }
  const at = given.timestamp ?? world.now;
  // Where the clock was moved ahead, what is reported of the real present is not too old.
  const earliest = Math.min(world.now, Math.floor(Date.now() / 1_000)) - MAX_AGE;
  if (at < earliest || at > world.now + MAX_AHEAD) {
    throw invalid(
      "The timestamp must be within the past 35 calendar days or up to 5 minutes in the future.",
      {
        param: "timestamp",
        code: at < world.now ? "timestamp_too_far_in_past" : "timestamp_in_future",
      },
    );
  }
  const customer = given.payload[meter.customer_key];
  const owner = customer === undefined ? null : await find(world, CUSTOMER, customer);
  if (customer === undefined || owner === null || owner.deleted) {
    throw invalid(`No customer found for '${customer ?? ""}' in payload['${meter.customer_key}'].`, {
      param: `payload[${meter.customer_key}]`,
    });
  }
  const told = given.payload[meter.value_key] ?? (meter.formula === "count" ? "1" : "");
  if (!/^-?\d{1,15}$/.test(told)) {
    throw invalid(`Invalid value '${told}': the stand-in meters whole numbers.`, {
      param: `payload[${meter.value_key}]`,
    });
  }
  if (given.identifier !== undefined) {
    const twin = await findOne(world, METER_EVENT, { identifier: given.identifier });
    if (twin !== null) throw invalid(`An event already exists with identifier ${given.identifier}.`);
  }
  return insert(world, METER_EVENT, {
    id: newStripeId(METER_EVENT.prefix),
    created: world.now,
    event_name: meter.event_name,
    identifier: given.identifier ?? newStripeId("id"),
    customer,
    value: Number(told),
    payload: given.payload,
    timestamp: at,
  });
}

async function setStatus(world: World, id: string, status: MeterState["status"]): Promise<object> {
  const meter = await load(world, METER, id);
  if (meter.status === status) throw invalid(`The meter is already ${status}.`);
  const deactivated_at = status === "inactive" ? world.now : null;
  return present(
    world,
    METER,
    await save(world, METER, { ...meter, status, deactivated_at, updated: world.now }),
  );
}

const payload = () => z.record(z.string(), z.string());

export const meterRoutes = [
  route(
    "POST",
    "/v1/billing/meters",
    z.strictObject({
      display_name: text(),
      event_name: text(),
      default_aggregation: z.strictObject({ formula: z.enum(["sum", "count"]) }),
      customer_mapping: z.strictObject({ event_payload_key: text(), type: z.enum(["by_id"]) }).optional(),
      value_settings: z.strictObject({ event_payload_key: text() }).optional(),
    }),
    async (world, params) => {
      const twin = await findOne(world, METER, { event_name: params.event_name, status: "active" });
      if (twin !== null) {
        throw invalid(`An active meter with event name '${params.event_name}' already exists.`, {
          param: "event_name",
          code: "resource_already_exists",
        });
      }
      const meter = await insert(world, METER, {
        id: newStripeId(METER.prefix),
        created: world.now,
        display_name: params.display_name,
        event_name: params.event_name,
        formula: params.default_aggregation.formula,
        customer_key: params.customer_mapping?.event_payload_key ?? "stripe_customer_id",
        value_key: params.value_settings?.event_payload_key ?? "value",
        status: "active",
        deactivated_at: null,
        updated: world.now,
      });
      return present(world, METER, meter);
    },
  ),
  listRoute("/v1/billing/meters", METER, { status: z.enum(["active", "inactive"]).optional() }),
  retrieveRoute("/v1/billing/meters", METER),
  route(
    "POST",
    "/v1/billing/meters/:id",
    z.strictObject({ display_name: text().optional() }),
    async (world, { display_name }, { id }) => {
      const meter = await load(world, METER, id);
      const after = { ...meter, display_name: display_name ?? meter.display_name, updated: world.now };
      return present(world, METER, await save(world, METER, after));
    },
  ),
  route("POST", "/v1/billing/meters/:id/deactivate", nothing, async (world, _params, { id }) =>
    setStatus(world, id, "inactive"),
  ),
  route("POST", "/v1/billing/meters/:id/reactivate", nothing, async (world, _params, { id }) =>
    setStatus(world, id, "active"),
  ),
  route(
    "GET",
    "/v1/billing/meters/:id/event_summaries",
    z.strictObject({
      customer: text(),
      start_time: timestamp(),
      end_time: timestamp(),
      value_grouping_window: z.enum(["day", "hour"]).optional(),
      limit: integer(1, 100).optional(),
      starting_after: text().optional(),
      ending_before: text().optional(),
    }),
    async (world, params, { id }) => listSummaries(world, await load(world, METER, id), params),
  ),
  route(
    "POST",
    "/v1/billing/meter_events",
    z.strictObject({
      event_name: text(),
      payload: payload(),
      identifier: text().optional(),
      timestamp: timestamp().optional(),
    }),
    async (world, { identifier, timestamp: at, ...given }) =>
      present(world, METER_EVENT, await recordEvent(world, { ...given, identifier, timestamp: at })),
  ),
  route(
    "POST",
    "/v2/billing/meter_events",
    z.strictObject({
      event_name: z.string(),
      payload: payload(),
      identifier: z.string().optional(),
      timestamp: z.iso.datetime({ offset: true }).optional(),
    }),
    async (world, { identifier, timestamp: at, ...given }): Promise<Stripe.V2.Billing.MeterEvent> => {
      const seconds = at === undefined ? undefined : Math.floor(Date.parse(at) / 1_000);
      const event = await recordEvent(world, { ...given, identifier, timestamp: seconds });
      return {
        object: "v2.billing.meter_event",
        created: isoTime(event.created),
        event_name: event.event_name,
        identifier: event.identifier,
        livemode: false,
        payload: event.payload,
        timestamp: isoTime(event.timestamp),
      };
    },
  ),
];

function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

/** Sums by window, newest first; without a window one for the whole time. Times must lie on minutes, hours or days. */
async function listSummaries(
  world: World,
  meter: MeterState,
  params: {
    customer: string;
    start_time: number;
    end_time: number;
    value_grouping_window?: "day" | "hour" | undefined;
    limit?: number | undefined;
    starting_after?: string | undefined;
    ending_before?: string | undefined;
  },
): Promise<Stripe.ApiList<Stripe.Billing.MeterEventSummary>> {
  const { customer, start_time, end_time, value_grouping_window: by, limit = 10 } = params;
  const window = by === undefined ? null : { day: DAY, hour: HOUR }[by];
  const step = window ?? 60;
  for (const [param, time] of [
    ["start_time", start_time],
    ["end_time", end_time],
  ] as const) {
    if (time % step !== 0)
      throw invalid(`${param} must be aligned with ${by ?? "minute"} boundaries.`, { param });
  }
  if (end_time <= start_time) throw invalid("end_time must be after start_time.", { param: "end_time" });
  const idOf = (start: number) => `mtrusg_${meter.id.slice(-12)}_${customer.slice(-6)}_${start}_${step}`;
  const all = (await usageByWindow(world, meter, customer, start_time, end_time, window)).map(
    ({ start, value }): Stripe.Billing.MeterEventSummary => ({
      id: idOf(start),
      object: "billing.meter_event_summary",
      aggregated_value: value,
      end_time: window === null ? end_time : start + window,
      livemode: false,
      meter: meter.id,
      start_time: start,
    }),
  );
  const after = all.findIndex(({ id }) => id === params.starting_after) + 1;
  const before = all.findIndex(({ id }) => id === params.ending_before);
  const rest = before >= 0 ? all.slice(Math.max(0, before - limit), before) : all.slice(after);
  return {
    object: "list",
    data: rest.slice(0, limit),
    has_more: before >= 0 ? before > limit : rest.length > limit,
    url: `/v1/billing/meters/${meter.id}/event_summaries`,
  };
}
