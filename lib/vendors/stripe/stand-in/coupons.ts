import type Stripe from "stripe";
import { z } from "zod";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  fraction,
  integer,
  list,
  metadata,
  nothing,
  text,
  timestamp,
} from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  insert,
  isTaken,
  load,
  mergeMetadata,
  present,
  randomLetters,
  remove,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface CouponState extends Stored {
  amount_off: number | null;
  /** The products it is for; null for all. */
  products: string[] | null;
  currency: string | null;
  duration: "forever" | "once" | "repeating";
  duration_in_months: number | null;
  max_redemptions: number | null;
  metadata: Record<string, string>;
  name: string | null;
  percent_off: number | null;
  redeem_by: number | null;
  times_redeemed: number;
}

function isValid(state: CouponState, now: number): boolean {
  return (
    (state.redeem_by === null || state.redeem_by > now) &&
    (state.max_redemptions === null || state.times_redeemed < state.max_redemptions)
  );
}

export const COUPON = defineKind<CouponState, Stripe.Coupon>({
  name: "coupon",
  title: "coupon",
  prefix: "",
  include: {
    applies_to: async (state) => ({ products: state.products ?? [] }),
  },
  present: (state, world) => ({
    id: state.id,
    object: "coupon",
    amount_off: state.amount_off,
    created: state.created,
    currency: state.currency,
    duration: state.duration,
    duration_in_months: state.duration_in_months,
    livemode: false,
    max_redemptions: state.max_redemptions,
    metadata: state.metadata,
    name: state.name,
    percent_off: state.percent_off,
    redeem_by: state.redeem_by,
    times_redeemed: state.times_redeemed,
    valid: isValid(state, world.now),
  }),
});

/** What a coupon takes off an amount (of the products that it is for), rounded once, never more than the amount. */
export function discountAmount(coupon: CouponState, amount: number): number {
  if (amount <= 0) return 0;
  if (coupon.amount_off !== null) return Math.min(coupon.amount_off, amount);
  // Percentages have two decimals at most, so the product is exact in hundredths of a per cent.
  const hundredths = Math.round((coupon.percent_off ?? 0) * 100);
  return Math.min(amount, Number((BigInt(amount) * BigInt(hundredths) * 2n + 10_000n) / 20_000n));
}

/** Refuses a coupon that may not be redeemed now. */
export function assertRedeemable(world: World, coupon: CouponState, param = "discounts[0][coupon]"): void {
  if (!isValid(coupon, world.now)) {
    throw invalid(`Coupon ${coupon.id} is used up and cannot be applied.`, { param, code: "coupon_expired" });
  }
}

/** Counts a redemption; refuses where the coupon has none left. */
export async function redeemCoupon(world: World, couponId: string): Promise<CouponState> {
  const coupon = await load(world, COUPON, couponId, "coupon");
  assertRedeemable(world, coupon);
  return save(world, COUPON, { ...coupon, times_redeemed: coupon.times_redeemed + 1 });
}

export const couponRoutes = [
  route(
    "POST",
    "/v1/coupons",
    z.strictObject({
      id: text().optional(),
      amount_off: integer(1).optional(),
      applies_to: z.strictObject({ products: list(text()) }).optional(),
      currency: text().optional(),
      duration: z.enum(["forever", "once", "repeating"]).optional(),
      duration_in_months: integer(1).optional(),
      max_redemptions: integer(1).optional(),
      metadata: metadata().optional(),
      name: text().optional(),
      percent_off: fraction().optional(),
      redeem_by: timestamp().optional(),
    }),
    async (world, params) => {
      const { amount_off, percent_off, duration = "once", duration_in_months } = params;
      if ((amount_off === undefined) === (percent_off === undefined)) {
        throw invalid("Must provide percent_off or amount_off.", { param: "percent_off" });
      }
      if (percent_off !== undefined && (percent_off <= 0 || percent_off > 100)) {
        throw invalid("Invalid percent_off: must be greater than 0 and at most 100.", {
          param: "percent_off",
        });
      }
      if (amount_off !== undefined && params.currency === undefined) {
        throw invalid("You must pass currency when passing amount_off.", {
          param: "currency",
          code: "parameter_missing",
        });
      }
      if ((duration === "repeating") !== (duration_in_months !== undefined)) {
        throw invalid("You must pass duration_in_months exactly when duration is repeating.", {
          param: "duration_in_months",
        });
      }
      const id = params.id ?? randomLetters(8);
      if (await isTaken(world, id)) {
        throw invalid("Coupon already exists.", { param: "id", code: "resource_already_exists" });
      }
      const state = await insert(world, COUPON, {
        id,
        created: world.now,
        amount_off: amount_off ?? null,
        products: params.applies_to?.products ?? null,
        currency: amount_off === undefined ? null : (params.currency?.toLowerCase() ?? null),
        duration,
        duration_in_months: duration_in_months ?? null,
        max_redemptions: params.max_redemptions ?? null,
        metadata: mergeMetadata({}, params.metadata),
        name: params.name ?? null,
        percent_off: percent_off ?? null,
        redeem_by: params.redeem_by ?? null,
        times_redeemed: 0,
      });
      const coupon = await present(world, COUPON, state);
      await emit(world, "coupon.created", coupon);
      return coupon;
    },
  ),
  route(
    "POST",
    "/v1/coupons/:id",
    z.strictObject({ metadata: metadata().optional(), name: text().optional() }),
    async (world, params, { id }) => {
      const state = await load(world, COUPON, id);
      const after = await save(world, COUPON, {
        ...state,
        name: params.name ?? state.name,
        metadata: mergeMetadata(state.metadata, params.metadata),
      });
      const coupon = await present(world, COUPON, after);
      await emit(world, "coupon.updated", coupon);
      return coupon;
    },
  ),
  retrieveRoute("/v1/coupons", COUPON),
  listRoute("/v1/coupons", COUPON),
  route("DELETE", "/v1/coupons/:id", nothing, async (world, _params, { id }) => {
    const coupon = await present(world, COUPON, await load(world, COUPON, id));
    await remove(world, COUPON, id);
    await emit(world, "coupon.deleted", coupon);
    const gone: Stripe.DeletedCoupon = { id, object: "coupon", deleted: true };
    return gone;
  }),
];
