import type Stripe from "stripe";
import { z } from "zod";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { flag, fraction, metadata, text } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  insert,
  load,
  mergeMetadata,
  newStripeId,
  type Stored,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface TaxRateState extends Stored {
  display_name: string;
  description: string | null;
  percentage: number;
  inclusive: boolean;
  country: string | null;
  metadata: Record<string, string>;
}

/** A tax on a line, as it is kept. */
export interface LineTax {
  rate: string;
  amount: number;
  taxable: number;
  inclusive: boolean;
}

function presentRate(state: TaxRateState): Stripe.TaxRate {
  return {
    id: state.id,
    object: "tax_rate",
    active: true,
    country: state.country,
    created: state.created,
    description: state.description,
    display_name: state.display_name,
    effective_percentage: state.percentage,
    flat_amount: null,
    inclusive: state.inclusive,
    jurisdiction: null,
    jurisdiction_level: null,
    livemode: false,
    metadata: state.metadata,
    percentage: state.percentage,
    rate_type: "percentage",
    state: null,
    tax_type: null,
  };
}

export const TAX_RATE = defineKind<TaxRateState, Stripe.TaxRate>({
  name: "tax_rate",
  title: "tax rate",
  prefix: "txr",
  present: presentRate,
});

export async function loadTaxRates(world: World, ids: readonly string[]): Promise<TaxRateState[]> {
  const rates: TaxRateState[] = [];
  for (const id of ids) rates.push(await load(world, TAX_RATE, id, "default_tax_rates"));
  return rates;
}

/** The taxes on an amount after discounts, each rounded to whole minor units. */
export function taxesOn(taxable: number, rates: readonly TaxRateState[]): LineTax[] {
  return rates.map(({ id, percentage, inclusive }) => ({
    rate: id,
    inclusive,
    taxable,
    amount: inclusive
      ? taxable - Math.round((taxable * 100) / (100 + percentage))
      : Math.round((taxable * percentage) / 100),
  }));
}

/** What comes on top of an invoice's lines. */
export function taxOnTop(taxes: readonly LineTax[]): number {
  return taxes.reduce((sum, { inclusive, amount }) => (inclusive ? sum : sum + amount), 0);
}

/** As lines and invoices say it. */
export function presentTax({ rate, amount, taxable, inclusive }: LineTax) {
  return {
    amount,
    tax_behavior: inclusive ? ("inclusive" as const) : ("exclusive" as const),
    tax_rate_details: { tax_rate: rate },
    taxability_reason: "standard_rated" as const,
    taxable_amount: taxable,
    type: "tax_rate_details" as const,
  };
}

/** One entry a rate, however many lines it is on. */
export function sumTaxes(taxes: readonly LineTax[]): LineTax[] {
  const sums = new Map<string, LineTax>();
  for (const tax of taxes) {
    const sum = sums.get(tax.rate);
    sums.set(
      tax.rate,
      sum === undefined
        ? tax
        : { ...tax, amount: sum.amount + tax.amount, taxable: sum.taxable + tax.taxable },
    );
  }
  return [...sums.values()];
}

export const taxRateRoutes = [
  route(
    "POST",
    "/v1/tax_rates",
    z.strictObject({
      display_name: text(),
      description: text().optional(),
      percentage: fraction(),
      inclusive: flag(),
      country: text().optional(),
      metadata: metadata().optional(),
    }),
    async (world, params) => {
      const state = await insert(world, TAX_RATE, {
        id: newStripeId("txr"),
        created: world.now,
        display_name: params.display_name,
        description: params.description ?? null,
        percentage: params.percentage,
        inclusive: params.inclusive,
        country: params.country ?? null,
        metadata: mergeMetadata({}, params.metadata),
      });
      const rate = presentRate(state);
      await emit(world, "tax_rate.created", rate);
      return rate;
    },
  ),
  retrieveRoute("/v1/tax_rates", TAX_RATE),
  listRoute("/v1/tax_rates", TAX_RATE),
];
