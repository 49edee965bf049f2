import Stripe from "stripe";
import { beforeAll, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { processStripeEvent } from "@/lib/billing/billing/process-stripe-event";
import { receiveStripeEvent } from "@/lib/billing/billing/receive-stripe-event";
import { webhookSecret } from "@/lib/vendors/stripe/webhook-secret";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const town = new BillingTown(own);

beforeAll(() => setSettings());

const stored = () => own.prisma.stripeEvent.count();

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown) => thrown);
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "done";
}

it.each([
  "null",
  "[]",
  '"evt_1"',
  "{}",
  "{",
  '{"id":"evt_1","object":"event","type":"invoice.paid"}',
  '{"id":"evt_1","object":"event","type":"invoice.paid","created":1,"livemode":false,"data":null}',
  '{"id":7,"object":"event","type":"invoice.paid","created":1,"livemode":false,"data":{"object":{}}}',
  '{"id":"evt_1","object":"event","type":"x","created":"soon","livemode":false,"data":{"object":{}}}',
])("a message signed with a body that is no event (%s) is bad input, and is not stored", async (body) => {
  const before = await stored();
  const signature = await Stripe.webhooks.generateTestHeaderStringAsync({
    payload: body,
    secret: webhookSecret(),
  });
  expect(await refusal(receiveStripeEvent(town.ctx, { body, signature }))).toBe("invalid_stripe_event");
  expect(await stored()).toBe(before);
});

it("a message about a refund, dispute, invoice or charge that Stripe does not know ends, and is set aside or of no concern", async () => {
  for (const [type, object] of [
    ["refund.created", "re_missing"],
    ["charge.dispute.created", "du_missing"],
    ["charge.refunded", "ch_missing"],
    ["invoice.paid", "in_missing"],
    ["customer.subscription.updated", "sub_missing"],
    ["checkout.session.completed", "cs_missing"],
    ["customer.updated", "cus_missing"],
  ] as const) {
    const id = `evt_${object}`;
    await own.prisma.stripeEvent.create({
      data: {
        id,
        type,
        livemode: false,
        payload: JSON.stringify({ id, type, data: { object: { id: object } } }),
        occurredAt: town.clock.now(),
        receivedAt: town.clock.now(),
      },
    });
    await processStripeEvent(town.ctx, { event_id: id });
    const { processedAt, error } = await own.prisma.stripeEvent.findUniqueOrThrow({ where: { id } });
    expect(processedAt).not.toBeNull();
    expect(error).toBeNull();
  }
  const aside = await own.prisma.billingSetAside.findMany({
    where: { reason: "unknown_object" },
    orderBy: { objectId: "asc" },
  });
  expect(aside.map(({ objectId }) => objectId)).toEqual(["du_missing", "re_missing"]);
});
