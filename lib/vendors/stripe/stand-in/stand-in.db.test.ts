import Stripe from "stripe";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "@/lib/platform/db";
import { handleStripeRequest } from "@/lib/vendors/stripe/stand-in/handle-request";
import { ROUTES } from "@/lib/vendors/stripe/stand-in/resources";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const db = ownDatabase();
const at = (path: string) => `https://api.stripe.com${path}`;

beforeAll(() => {
  setSettings();
});

const NAMES = [
  "customer",
  "amount",
  "expand[]",
  "items[0][price]",
  "metadata",
  "metadata[a]",
  "limit",
  "created[gt]",
];

function client(): Stripe {
  return standInClient({ db: db.prisma });
}

async function refusal(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: string }> {
  const headers = { authorization: "Bearer sk_test_1", ...init.headers };
  const reply = await handleStripeRequest(db.prisma, new Request(at(path), { ...init, headers }));
  return { status: reply.status, body: await reply.text() };
}

describe("a request", () => {
  it("is answered through the SDK with the object as it was made", async () => {
    const made = await client().customers.create({
      email: "a@example.com",
      name: "Ann",
      metadata: { partner_id: "p1" },
    });
    expect(await client().customers.retrieve(made.id)).toMatchObject({
      id: made.id,
      object: "customer",
      email: "a@example.com",
      metadata: { partner_id: "p1" },
      balance: 0,
    });
    expect(made.lastResponse.requestId).toMatch(/^req_/);
    expect(made.lastResponse.apiVersion).toBe(Stripe.API_VERSION);
  });

  it("needs a test key, as bearer or as the user of basic authentication", async () => {
    const basic = `Basic ${Buffer.from("sk_test_1:").toString("base64")}`;
    expect((await ask("/v1/customers", { headers: { authorization: basic } })).status).toBe(200);
    for (const authorization of ["", "Bearer sk_live_1", "Bearer nothing"]) {
      const { status, body } = await ask("/v1/customers", { headers: { authorization } });
      expect(status).toBe(401);
      expect(JSON.parse(body)).toMatchObject({ error: { type: "invalid_request_error" } });
    }
  });

  it("to an unknown path is refused by its name", async () => {
    const error = await refusal(client().rawRequest("GET", "/v1/unicorns"));
    expect(error).toMatchObject({ statusCode: 404, type: "StripeInvalidRequestError" });
    expect(error.message).toContain("Unrecognized request URL (GET: /v1/unicorns)");
  });

  it.each([
    ["/v1/customers", "colour=red", "parameter_unknown", "colour"],
    ["/v1/customers", "invoice_settings[colour]=red", "parameter_unknown", "invoice_settings[colour]"],
    ["/v1/prices", "unit_amount=5", "parameter_missing", "currency"],
    ["/v1/prices", "currency=usd&unit_amount=x", "parameter_invalid_integer", "unit_amount"],
    ["/v1/prices", "currency=usd&product=p&recurring[interval]=eon", undefined, "recurring[interval]"],
    ["/v1/products", "name=", "parameter_invalid_empty", "name"],
    ["/v1/prices", "currency=usd&unit_amount=5&product=prod_none", "resource_missing", "product"],
    [
      "/v1/prices",
      "currency=usd&unit_amount=5&product=p&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]=mtr_1",
      "resource_missing",
      "recurring[meter]",
    ],
  ])("to %s with %s says what is wrong with which parameter", async (path, body, code, param) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const reply = await ask(path, { method: "POST", body, headers });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body).error).toMatchObject({
      type: "invalid_request_error",
      param,
      ...(code === undefined ? {} : { code }),
    });
  });

  it("is answered whatever it holds: no route fails on what it is sent", async () => {
    const values = [
      "",
      "x",
      "-1",
      "1e9",
      "true",
      "2026-01-01",
      "https://example.com/",
      "a@example.com",
      "é%F0%9F%92%8D",
    ];
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const failed: string[] = [];
    for (const [index, { method, path }] of ROUTES.entries()) {
      const real = path.replaceAll(/:(id|child)/g, "cus_none%zz");
      const value = values[index % values.length] ?? "";
      const form = NAMES.map((name) => `${name}=${value}`);
      for (const body of [form[index % form.length] ?? "", form.join("&")]) {
        const reply =
          method === "GET" ? await ask(`${real}?${body}`) : await ask(real, { method, body, headers });
        if (reply.status >= 500) failed.push(`${method} ${real} ${body}`);
      }
    }
    expect(failed).toEqual([]);
  });

  it("for something that is not there is a 404 that names it", async () => {
    const error = await refusal(client().customers.retrieve("cus_none"));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      message: "No such customer: 'cus_none'",
    });
  });
});

describe("metadata", () => {
  it("is merged; an empty value unsets a key, an empty whole unsets all", async () => {
    const { id } = await client().customers.create({ metadata: { a: "1", b: "2" } });
    const merged = await client().customers.update(id, { metadata: { b: "", c: "3" } });
    expect(merged.metadata).toEqual({ a: "1", c: "3" });
    expect((await client().customers.update(id, { name: "Ann" })).metadata).toEqual({ a: "1", c: "3" });
    expect((await client().customers.update(id, { metadata: "" })).metadata).toEqual({});
  });
});

describe("a list", () => {
  it("goes on from page to page, newest first, forwards and backwards", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      ids.unshift((await client().customers.create({ email: "many@example.com" })).id);
    }
    const paged = await client()
      .customers.list({ email: "many@example.com", limit: 3 })
      .autoPagingToArray({ limit: 100 });
    expect(paged.map(({ id }) => id)).toEqual(ids);
    const back = await client().customers.list({
      email: "many@example.com",
      limit: 2,
      ending_before: ids[5] ?? "",
    });
    expect(back.data.map(({ id }) => id)).toEqual(ids.slice(3, 5));
    expect(back.has_more).toBe(true);
  });
});

describe("expansion", () => {
  it("puts objects in place of ids, nested and in lists, and refuses what is no object", async () => {
    const product = await client().products.create({ name: "Tokens" });
    const price = await client().prices.create({ product: product.id, currency: "usd", unit_amount: 10 });
    await client().products.update(product.id, { default_price: price.id });
    const one = await client().prices.retrieve(price.id, { expand: ["product.default_price"] });
    expect(one.product).toMatchObject({ name: "Tokens", default_price: { id: price.id } });
    const many = await client().prices.list({ product: product.id, expand: ["data.product"] });
    expect(many.data[0]?.product).toMatchObject({ id: product.id, name: "Tokens" });
    const error = await refusal(client().prices.retrieve(price.id, { expand: ["currency"] }));
    expect(error.message).toContain("This property cannot be expanded (currency)");
  });
});

describe("an idempotency key", () => {
  it("answers the same request again with the first reply, and another with an error", async () => {
    const options = { idempotencyKey: "once" };
    const first = await client().customers.create({ name: "Ann" }, options);
    const again = await client().customers.create({ name: "Ann" }, options);
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    const error = await refusal(client().customers.create({ name: "Bob" }, options));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error.statusCode).toBe(400);
  });

  it("makes one object of requests that come together", async () => {
    const make = () =>
      client().customers.create(
        { email: "together@example.com" },
        { idempotencyKey: "together", maxNetworkRetries: 6 },
      );
    const made = await Promise.all([make(), make(), make(), make()]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await client().customers.list({ email: "together@example.com" })).data).toHaveLength(1);
  });

  it("keeps a decline: the card is not tried twice", async () => {
    const customer = await client().customers.create();
    const params = {
      amount: 500,
      currency: "usd",
      customer: customer.id,
      payment_method: "pm_card_visa_chargeDeclined",
      confirm: true,
    };
    const pay = () => client().paymentIntents.create(params, { idempotencyKey: "declined" });
    const [first, second] = [await refusal(pay()), await refusal(pay())];
    expect(first).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(second.message).toBe(first.message);
    expect((await client().charges.list({ customer: customer.id })).data).toHaveLength(1);
  });
});

it("an id that a caller chooses is refused where anything has it already", async () => {
  const { id } = await client().customers.create();
  for (const make of [
    () => client().products.create({ id, name: "Tokens" }),
    () => client().coupons.create({ id, percent_off: 5 }),
  ]) {
    expect(await refusal(make())).toMatchObject({ code: "resource_already_exists", param: "id" });
  }
});

describe("what is kept", () => {
  it("is there for another process on the same database", async () => {
    const { id } = await client().customers.create({ name: "Ann" });
    const other = openDatabase(db.url, 2);
    try {
      expect(await standInClient({ db: other.prisma }).customers.retrieve(id)).toMatchObject({ name: "Ann" });
    } finally {
      await other.close();
    }
  });

  it("is nothing of a refused request", async () => {
    const before = await client().products.list({ limit: 100 });
    await refusal(
      client().prices.create({ currency: "usd", unit_amount: 5, product: "prod_none", lookup_key: "k" }),
    );
    expect((await client().products.list({ limit: 100 })).data).toHaveLength(before.data.length);
    expect((await client().prices.list({ lookup_keys: ["k"] })).data).toHaveLength(0);
  });
});

afterEach(() => {
  setSettings();
});
