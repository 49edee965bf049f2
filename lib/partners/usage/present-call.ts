import type { CallDetail, CallRow } from "@/lib/partners/usage/schemas";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import type { Mode } from "@/lib/platform/context";
import { idTime } from "@/lib/platform/ids";

/** A row of `api_calls` that belongs to a partner, with its key's name. */
export interface CallRecord {
  request_id: string;
  occurred_at: Date;
  api_key_id: string | null;
  key_name: string | null;
  mode: Mode;
  endpoint: string;
  method: string;
  status: number;
  error_code: string | null;
  duration_us: number;
  units: number;
  billable: boolean;
  ip: string | null;
  country: string | null;
  user_agent: string | null;
  recorded_at: Date;
}

export function presentCall(row: CallRecord): CallRow {
  return {
    id: row.request_id,
    occurred_at: row.occurred_at.toISOString(),
    mode: row.mode,
    method: row.method,
    endpoint: row.endpoint,
    status: row.status,
    error_code: row.error_code,
    duration_ms: row.duration_us / 1_000,
    key: row.api_key_id === null ? null : { id: row.api_key_id, name: row.key_name ?? row.api_key_id },
  };
}

export function presentCallDetail(row: CallRecord): CallDetail {
  return {
    ...presentCall(row),
    units: row.units,
    billable: row.billable,
    cost_micro_usd: row.billable ? row.units * UNIT_PRICE_MICRO_USD : 0,
    ip: row.ip,
    country: row.country,
    user_agent: row.user_agent,
    recorded_at: row.recorded_at.toISOString(),
  };
}

/** Ids that are none of ours may hold times that no database takes. */
const LAST_TIME_MS = Date.UTC(9999, 11, 31);

/** When a call with this id happened. */
export function callTime(id: string): Date {
  return new Date(Math.min(idTime(id).getTime(), LAST_TIME_MS));
}
