import type Stripe from "stripe";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import { flag, metadata, nothing, pageShape, text, unsettable } from "@/lib/vendors/stripe/stand-in/params";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  embeddedList,
  find,
  insert,
  listPage,
  load,
  mergeMetadata,
  newStripeId,
  present,
  randomLetters,
  remove,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import { forAccount, type World } from "@/lib/vendors/stripe/stand-in/world";

/** A connected account. It lives in the platform; what happens in it has its id as the world's account. */
export interface AccountState extends Stored {
  type: "express" | "custom" | "standard";
  business_type: "individual" | "company" | null;
  country: string;
  email: string | null;
  name: string | null;
  url: string | null;
  metadata: Record<string, string>;
  capabilities: { transfers: boolean; card_payments: boolean };
  /** Onboarded on the hosted page. */
  details_submitted: boolean;
  bank_account: string | null;
}

const DUE = ["business_type", "external_account", "tos_acceptance.date", "tos_acceptance.ip"];

function presentAccount(state: AccountState): Stripe.Account {
  const { details_submitted: ready, capabilities } = state;
  const due = ready ? [] : DUE;
  const capability = ready ? "active" : "inactive";
  const none = { alternatives: [], current_deadline: null, disabled_reason: null, errors: [] };
  return {
    id: state.id,
    object: "account",
    business_profile: {
      mcc: null,
      minority_owned_business_designation: null,
      name: state.name,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: state.url,
    },
    business_type: state.business_type,
    capabilities: {
      ...(capabilities.transfers ? { transfers: capability } : {}),
      ...(capabilities.card_payments ? { card_payments: capability } : {}),
    },
    charges_enabled: ready && capabilities.card_payments,
    controller: {
      fees: { payer: "application_express" },
      is_controller: true,
      losses: { payments: "application" },
      requirement_collection: "stripe",
      stripe_dashboard: { type: state.type === "express" ? "express" : "none" },
      type: "application",
    },
    country: state.country,
    created: state.created,
    default_currency: "usd",
    details_submitted: ready,
    email: state.email,
    external_accounts: embeddedList(
      state.bank_account === null ? [] : [bankAccount(state, state.bank_account)],
      `/v1/accounts/${state.id}/external_accounts`,
    ),
    future_requirements: {
      ...none,
      currently_due: [],
      eventually_due: [],
      past_due: [],
      pending_verification: [],
    },
    metadata: state.metadata,
    payouts_enabled: ready,
    requirements: {
      ...none,
      disabled_reason: ready ? null : "requirements.past_due",
      currently_due: due,
      eventually_due: due,
      past_due: due,
      pending_verification: [],
    },
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: state.name, timezone: "Etc/UTC" },
      payments: {
        statement_descriptor: null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      payouts: {
        debit_negative_balances: true,
        schedule: { delay_days: 2, interval: "manual" },
        statement_descriptor: null,
      },
    },
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: state.type,
  };
}

function bankAccount(state: AccountState, id: string): Stripe.BankAccount {
  return {
    id,
    object: "bank_account",
    account: state.id,
    account_holder_name: state.name,
    account_holder_type: state.business_type,
    account_type: null,
    available_payout_methods: ["standard"],
    bank_name: "STRIPE TEST BANK",
    country: state.country,
    currency: "usd",
    default_for_currency: true,
    fingerprint: null,
    last4: "6789",
    metadata: {},
    routing_number: "110000000",
    status: "new",
  };
}

export const ACCOUNT = defineKind<AccountState, Stripe.Account>({
  name: "account",
  title: "account",
  prefix: "acct",
  present: presentAccount,
});

/** The connected account of this id; refuses as Stripe does where the platform has none such. */
export async function loadAccount(world: World, id: string, param?: string): Promise<AccountState> {
  const state = await find(forAccount(world, null), ACCOUNT, id);
  if (state !== null) return state;
  throw invalid(
    `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
    { code: "account_invalid", status: 403, ...(param === undefined ? {} : { param }) },
  );
}

async function changeAccount(
  world: World,
  before: AccountState,
  after: AccountState,
): Promise<Stripe.Account> {
  await save(forAccount(world, null), ACCOUNT, after);
  const [was, is] = [presentAccount(before), presentAccount(after)];
  // What happens to a connected account is told as an event of that account.
  await emit(forAccount(world, after.id), "account.updated", is, changedFields(was, is));
  return is;
}

/** An onboarding link, for one use, as long as it lasts. */
export interface AccountLinkState extends Stored {
  account: string;
  expires_at: number;
  refresh_url: string;
  return_url: string;
  used: boolean;
}

const LINK_LIFE_S = 300;

export const ACCOUNT_LINK = defineKind<AccountLinkState, Stripe.AccountLink>({
  name: "account_link",
  title: "account link",
  prefix: "acclnk",
  present: (state) => ({
    object: "account_link",
    created: state.created,
    expires_at: state.expires_at,
    url: `${env().APP_URL}/dev/stripe/onboarding/${state.id}`,
  }),
});

/** The account gave what Stripe asks for: it can be paid. */
export async function finishOnboarding(world: World, id: string): Promise<void> {
  const state = await loadAccount(world, id);
  if (state.details_submitted) return;
  await changeAccount(world, state, {
    ...state,
    details_submitted: true,
    business_type: state.business_type ?? "company",
    bank_account: newStripeId("ba"),
  });
}

const profile = z.strictObject({ name: unsettable(text()).optional(), url: unsettable(z.url()).optional() });

const capability = z.strictObject({ requested: flag() });
const shape = {
  business_profile: profile.optional(),
  business_type: z.enum(["individual", "company"]).optional(),
  capabilities: z
    .strictObject({ transfers: capability.optional(), card_payments: capability.optional() })
    .optional(),
  email: text().optional(),
  metadata: metadata().optional(),
};

export const accountRoutes = [
  route(
    "POST",
    "/v1/accounts",
    z.strictObject({
      ...shape,
      type: z.enum(["express", "custom", "standard"]).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      controller: z
        .strictObject({
          fees: z.strictObject({ payer: z.enum(["application"]) }).optional(),
          losses: z.strictObject({ payments: z.enum(["application"]) }).optional(),
          requirement_collection: z.enum(["stripe"]).optional(),
          stripe_dashboard: z.strictObject({ type: z.enum(["express", "none"]) }).optional(),
        })
        .optional(),
    }),
    async (world, params) => {
      const state = await insert(forAccount(world, null), ACCOUNT, {
        id: `acct_1${randomLetters(15)}`,
        created: world.now,
        type: params.type ?? "express",
        business_type: params.business_type ?? null,
        country: params.country ?? "US",
        email: params.email ?? null,
        name: params.business_profile?.name ?? null,
        url: params.business_profile?.url ?? null,
        metadata: mergeMetadata({}, params.metadata),
        capabilities: {
          transfers: params.capabilities?.transfers?.requested ?? params.type !== "custom",
          card_payments: params.capabilities?.card_payments?.requested ?? false,
        },
        details_submitted: false,
        bank_account: null,
      });
      return presentAccount(state);
    },
  ),
  route("POST", "/v1/accounts/:id", z.strictObject(shape), async (world, params, { id }) => {
    const state = await loadAccount(world, id);
    const { name, url } = params.business_profile ?? {};
    return changeAccount(world, state, {
      ...state,
      business_type: params.business_type ?? state.business_type,
      email: params.email ?? state.email,
      name: name === undefined ? state.name : name,
      url: url === undefined ? state.url : url,
      metadata: mergeMetadata(state.metadata, params.metadata),
      capabilities: {
        transfers: params.capabilities?.transfers?.requested ?? state.capabilities.transfers,
        card_payments: params.capabilities?.card_payments?.requested ?? state.capabilities.card_payments,
      },
    });
  }),
  route("GET", "/v1/account", nothing, async (world) => {
    if (world.account === null) {
      throw invalid("The stand-in's own account has no details; name one by Stripe-Account.", {
        status: 404,
      });
    }
    return presentAccount(await loadAccount(world, world.account));
  }),
  route("GET", "/v1/accounts/:id", nothing, async (world, _params, { id }) =>
    presentAccount(await loadAccount(world, id)),
  ),
  route("GET", "/v1/accounts", z.strictObject({ ...pageShape }), async (world, page) =>
    listPage(forAccount(world, null), ACCOUNT, { page, url: "/v1/accounts" }),
  ),
  route("DELETE", "/v1/accounts/:id", nothing, async (world, _params, { id }) => {
    await loadAccount(world, id);
    await remove(world, ACCOUNT, id);
    const gone: Stripe.DeletedAccount = { id, object: "account", deleted: true };
    return gone;
  }),
  route(
    "POST",
    "/v1/account_links",
    z.strictObject({
      account: text(),
      type: z.enum(["account_onboarding"]),
      refresh_url: z.url(),
      return_url: z.url(),
      collection_options: z
        .strictObject({ fields: z.enum(["currently_due", "eventually_due"]).optional() })
        .optional(),
    }),
    async (world, params) => {
      await loadAccount(world, params.account, "account");
      const link = await insert(world, ACCOUNT_LINK, {
        id: newStripeId("acclnk"),
        created: world.now,
        account: params.account,
        expires_at: world.now + LINK_LIFE_S,
        refresh_url: params.refresh_url,
        return_url: params.return_url,
        used: false,
      });
      return present(world, ACCOUNT_LINK, link);
    },
  ),
  route("POST", "/v1/accounts/:id/login_links", nothing, async (world, _params, { id }) => {
    const state = await loadAccount(world, id);
    if (!state.details_submitted) {
      throw invalid("Cannot create a login link for an account that has not completed onboarding.");
    }
    throw invalid("The stand-in has no Express dashboard to log in to.");
  }),
];

/** Opens a link once; null where it was used, has expired or is none. */
export async function openAccountLink(world: World, id: string): Promise<AccountLinkState | null> {
  const link = await find(world, ACCOUNT_LINK, id);
  return link === null || link.used || link.expires_at <= world.now ? null : link;
}

export async function spendAccountLink(world: World, link: AccountLinkState): Promise<void> {
  await load(world, ACCOUNT_LINK, link.id);
  await save(world, ACCOUNT_LINK, { ...link, used: true });
  await finishOnboarding(world, link.account);
}
