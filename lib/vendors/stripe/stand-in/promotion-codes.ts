import type Stripe from "stripe";
import { z } from "zod";
import {
  assertRedeemable,
  COUPON,
  type CouponState,
  redeemCoupon,
} from "@/lib/vendors/stripe/stand-in/coupons";
import { CUSTOMER } from "@/lib/vendors/stripe/stand-in/customer-state";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import { flag, integer, metadata, pageShape, text, timestamp } from "@/lib/vendors/stripe/stand-in/params";
import { retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  findAll,
  insert,
  listPage,
  load,
  mergeMetadata,
  newStripeId,
  present,
  randomLetters,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface PromotionCodeState extends Stored {
  /** Switched off by hand; one that has run out is inactive by itself. */
  enabled: boolean;
  code: string;
  coupon: string;
  customer: string | null;
  expires_at: number | null;
  max_redemptions: number | null;
  metadata: Record<string, string>;
  first_time_transaction: boolean;
  minimum_amount: number | null;
  minimum_amount_currency: string | null;
  times_redeemed: number;
}

function isActive(state: PromotionCodeState, now: number): boolean {
  return (
    state.enabled &&
    (state.expires_at === null || state.expires_at > now) &&
    (state.max_redemptions === null || state.times_redeemed < state.max_redemptions)
  );
}

export const PROMOTION_CODE = defineKind<PromotionCodeState, Stripe.PromotionCode>({
  name: "promotion_code",
  title: "promotion code",
  prefix: "promo",
  present: (state, world) => ({
    id: state.id,
    object: "promotion_code",
    active: isActive(state, world.now),
    code: state.code,
    created: state.created,
    customer: state.customer,
    customer_account: null,
    expires_at: state.expires_at,
    livemode: false,
    max_redemptions: state.max_redemptions,
    metadata: state.metadata,
    promotion: { coupon: state.coupon, type: "coupon" },
    restrictions: {
      first_time_transaction: state.first_time_transaction,
      minimum_amount: state.minimum_amount,
      minimum_amount_currency: state.minimum_amount_currency,
    },
    times_redeemed: state.times_redeemed,
  }),
});

/** The active promotion code that a customer typed, whatever its case, and its coupon; null where there is none. */
export async function findPromotionCode(
  world: World,
  typed: string,
  customer: string | null,
): Promise<{ promotion: PromotionCodeState; coupon: CouponState } | null> {
  const wanted = typed.trim().toLowerCase();
  for (const promotion of await findAll(world, PROMOTION_CODE)) {
    if (promotion.code.toLowerCase() !== wanted || !isActive(promotion, world.now)) continue;
    if (promotion.customer !== null && promotion.customer !== customer) continue;
    const coupon = await load(world, COUPON, promotion.coupon);
    assertRedeemable(world, coupon);
    return { promotion, coupon };
  }
  return null;
}

/** Counts a redemption of a coupon, and of the promotion code it came by. Refuses where either has none left. */
export async function redeem(
  world: World,
  couponId: string,
  promotionCodeId: string | null = null,
): Promise<CouponState> {
  if (promotionCodeId !== null) {
    const promotion = await load(world, PROMOTION_CODE, promotionCodeId, "promotion_code");
    if (!isActive(promotion, world.now)) {
      throw invalid("This promotion code is expired, used up or inactive.", {
        param: "discounts[0][promotion_code]",
        code: "promotion_code_expired",
      });
    }
    await save(world, PROMOTION_CODE, { ...promotion, times_redeemed: promotion.times_redeemed + 1 });
  }
  return redeemCoupon(world, couponId);
}

export const promotionCodeRoutes = [
  route(
    "POST",
    "/v1/promotion_codes",
    z.strictObject({
      promotion: z.strictObject({ type: z.enum(["coupon"]), coupon: text() }),
      active: flag().optional(),
      code: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,500}$/)
        .optional(),
      customer: text().optional(),
      expires_at: timestamp().optional(),
      max_redemptions: integer(1).optional(),
      metadata: metadata().optional(),
      restrictions: z
        .strictObject({
          first_time_transaction: flag().optional(),
          minimum_amount: integer(1).optional(),
          minimum_amount_currency: text().optional(),
        })
        .optional(),
    }),
    async (world, params) => {
      await load(world, COUPON, params.promotion.coupon, "promotion[coupon]");
      if (params.customer !== undefined) await load(world, CUSTOMER, params.customer, "customer");
      const code = params.code ?? randomLetters(8).toUpperCase();
      if ((await findPromotionCode(world, code, params.customer ?? null)) !== null) {
        throw invalid(`An active promotion code with \`code: ${code}\` already exists.`, {
          param: "code",
          code: "resource_already_exists",
        });
      }
      const { restrictions } = params;
      const state = await insert(world, PROMOTION_CODE, {
        id: newStripeId("promo"),
        created: world.now,
        enabled: params.active ?? true,
        code,
        coupon: params.promotion.coupon,
        customer: params.customer ?? null,
        expires_at: params.expires_at ?? null,
        max_redemptions: params.max_redemptions ?? null,
        metadata: mergeMetadata({}, params.metadata),
        first_time_transaction: restrictions?.first_time_transaction ?? false,
        minimum_amount: restrictions?.minimum_amount ?? null,
        minimum_amount_currency: restrictions?.minimum_amount_currency ?? null,
        times_redeemed: 0,
      });
      const promotion = await present(world, PROMOTION_CODE, state);
      await emit(world, "promotion_code.created", promotion);
      return promotion;
    },
  ),
  route(
    "POST",
    "/v1/promotion_codes/:id",
    z.strictObject({ active: flag().optional(), metadata: metadata().optional() }),
    async (world, params, { id }) => {
      const state = await load(world, PROMOTION_CODE, id);
      const was = await present(world, PROMOTION_CODE, state);
      const after = await save(world, PROMOTION_CODE, {
        ...state,
        enabled: params.active ?? state.enabled,
        metadata: mergeMetadata(state.metadata, params.metadata),
      });
      const is = await present(world, PROMOTION_CODE, after);
      await emit(world, "promotion_code.updated", is, changedFields(was, is));
      return is;
    },
  ),
  retrieveRoute("/v1/promotion_codes", PROMOTION_CODE),
  route(
    "GET",
    "/v1/promotion_codes",
    z.strictObject({
      ...pageShape,
      active: flag().optional(),
      code: text().optional(),
      coupon: text().optional(),
      customer: text().optional(),
    }),
    async (world, { active, code, coupon, customer, ...page }) =>
      listPage(world, PROMOTION_CODE, {
        where: {
          coupon,
          customer,
        },
        keep: (state) =>
          (active === undefined || isActive(state, world.now) === active) &&
          (code === undefined || state.code.toLowerCase() === code.toLowerCase()),
        page,
        url: "/v1/promotion_codes",
      }),
  ),
];
