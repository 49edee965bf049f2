import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { createWebhookEndpoint } from "@/lib/partners/webhooks/create-webhook-endpoint";
import { deleteWebhookEndpoint } from "@/lib/partners/webhooks/delete-webhook-endpoint";
import { MAX_ENDPOINTS } from "@/lib/partners/webhooks/delivery-rules";
import { getDelivery } from "@/lib/partners/webhooks/get-delivery";
import { getWebhookEndpoint } from "@/lib/partners/webhooks/get-webhook-endpoint";
import { listDeliveries } from "@/lib/partners/webhooks/list-deliveries";
import { listWebhookEndpoints } from "@/lib/partners/webhooks/list-webhook-endpoints";
import { replayDelivery } from "@/lib/partners/webhooks/replay-delivery";
import { rotateWebhookSecret } from "@/lib/partners/webhooks/rotate-webhook-secret";
import {
  CreateWebhookEndpoint,
  ListDeliveries,
  UpdateWebhookEndpoint,
} from "@/lib/partners/webhooks/schemas";
import { sendTestEvent } from "@/lib/partners/webhooks/send-test-event";
import { updateWebhookEndpoint } from "@/lib/partners/webhooks/update-webhook-endpoint";
import type { PartnerContext } from "@/lib/platform/context";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

interface Ids {
  endpoint_id: string;
  delivery_id: string;
}

const make = CreateWebhookEndpoint.parse({ url: "https://hooks.example.com/soulmate" });

/** Every verb that is told whose row it is about. */
const reading: Record<string, (ctx: PartnerContext, ids: Ids) => Promise<unknown>> = {
  getWebhookEndpoint,
  listDeliveries: (ctx, { endpoint_id }) => listDeliveries(ctx, ListDeliveries.parse({ endpoint_id })),
  getDelivery,
};
const writing: typeof reading = {
  updateWebhookEndpoint: (ctx, { endpoint_id }) =>
    updateWebhookEndpoint(ctx, { endpoint_id, url: "https://taken.example.com/", enabled: false }),
  rotateWebhookSecret: (ctx, { endpoint_id }) =>
    rotateWebhookSecret(ctx, { endpoint_id, overlap_seconds: 0 }),
  deleteWebhookEndpoint,
  sendTestEvent,
  replayDelivery,
};
/** And those about the caller's own only. */
const ownRows: typeof reading = {
  listWebhookEndpoints,
  createWebhookEndpoint: (ctx) => createWebhookEndpoint(ctx, make),
};

async function arrange() {
  const [mine, neighbour] = [await makePartner({}, own.database), await makePartner({}, own.database)];
  const makeDelivery = async (partner: typeof mine): Promise<Ids> => {
    const endpoint = await createWebhookEndpoint(own.as(partner), make);
    const delivery = await sendTestEvent(own.as(partner), { endpoint_id: endpoint.id });
    return { endpoint_id: endpoint.id, delivery_id: delivery.id };
  };
  const everything = () =>
    Promise.all([
      own.prisma.webhookEndpoint.findMany({
        where: { partnerId: neighbour.partnerId },
        orderBy: { id: "asc" },
      }),
      own.prisma.webhookDelivery.findMany({
        where: { partnerId: neighbour.partnerId },
        orderBy: { id: "asc" },
      }),
      own.prisma.partnerEvent.count({ where: { partnerId: neighbour.partnerId } }),
      own.prisma.auditEvent.count({ where: { partnerId: neighbour.partnerId } }),
    ]);
  return {
    partner: mine,
    ctx: own.as(mine),
    mine: await makeDelivery(mine),
    theirs: await makeDelivery(neighbour),
    everything,
  };
}

const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((thrown) => thrown);
  if (!(error instanceof NotFound)) throw new Error("it was not refused as missing", { cause: error });
  return { ...error, message: error.message };
};

describe.each(Object.entries({ ...reading, ...writing }))("%s", (name, verb) => {
  it("refuses the neighbour's rows in the same words as rows that are not there, and leaves them as they are", async () => {
    const { ctx, theirs, everything } = await arrange();
    const before = await everything();
    const missing = await refusal(verb(ctx, { endpoint_id: newId(), delivery_id: newId() }));
    expect(await refusal(verb(ctx, theirs))).toEqual(missing);
    expect(await everything()).toEqual(before);
  });

  if (name.endsWith("Delivery")) {
    it("refuses the neighbour's delivery under the caller's own endpoint, and one of another endpoint", async () => {
      const { ctx, mine, theirs, everything } = await arrange();
      const before = await everything();
      const other = await createWebhookEndpoint(ctx, make);
      const missing = await refusal(verb(ctx, { ...mine, delivery_id: newId() }));
      expect(await refusal(verb(ctx, { ...mine, delivery_id: theirs.delivery_id }))).toEqual(missing);
      expect(await refusal(verb(ctx, { ...mine, endpoint_id: other.id }))).toEqual(missing);
      expect(await everything()).toEqual(before);
    });
  }

  it("knows nothing of a deleted endpoint", async () => {
    const { ctx, mine } = await arrange();
    await deleteWebhookEndpoint(ctx, mine);
    await refusal(verb(ctx, mine));
  });
});

describe("roles", () => {
  it("let a viewer read and change nothing, a developer do everything, and nobody else anything", async () => {
    const { ctx, mine } = await arrange();
    const as = (permissions: PartnerContext["permissions"]) => ({ ...ctx, permissions });
    const { createWebhookEndpoint: create, ...list } = ownRows;
    const { deleteWebhookEndpoint: remove, ...changing } = writing;
    const all = { ...reading, ...list, ...changing, create, remove };
    for (const [name, verb] of Object.entries(all)) {
      const refused = verb?.(as(new Set(["usage:read"])), mine);
      await expect(refused, name).rejects.toBeInstanceOf(Forbidden);
      const viewed = verb?.(as(permissionsOfRole("viewer")), mine);
      if (name in reading || name in list) await viewed;
      else await expect(viewed, name).rejects.toBeInstanceOf(Forbidden);
    }
    // Disabling comes before what a disabled endpoint refuses.
    await replayDelivery(as(permissionsOfRole("developer")), mine);
    await sendTestEvent(as(permissionsOfRole("developer")), mine);
    for (const verb of [create, changing.updateWebhookEndpoint, changing.rotateWebhookSecret, remove])
      await verb?.(as(permissionsOfRole("developer")), mine);
  });

  it("covers every verb of this folder that takes a partner's context", () => {
    const covered = new Set(Object.keys({ ...reading, ...writing, ...ownRows }));
    const verbs = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith(".ts") && !/\.test\.ts$/.test(file))
      .flatMap((file) => [
        ...readFileSync(`${import.meta.dirname}/${file}`, "utf8").matchAll(
          /^export async function (\w+)\(\s*ctx: PartnerContext/gm,
        ),
      ])
      .map(([, name]) => name ?? "")
      // These two are how the verbs find and weigh rows.
      .filter((name) => !["findEndpoint", "readHealth"].includes(name));
    expect(verbs.sort()).toEqual([...covered].sort());
  });
});

it("listWebhookEndpoints and listDeliveries list the caller's own only, with their health", async () => {
  const { ctx, mine, theirs } = await arrange();
  const { data } = await listWebhookEndpoints(ctx);
  expect(data).toMatchObject([
    {
      id: mine.endpoint_id,
      health: { last_delivery: { status: "pending" }, last_day: { delivered: 0, failed: 0 } },
    },
  ]);
  const cursor = Buffer.from(theirs.delivery_id).toString("base64url");
  const { data: deliveries } = await listDeliveries(
    ctx,
    ListDeliveries.parse({ endpoint_id: mine.endpoint_id, cursor }),
  );
  for (const { id } of deliveries) expect(id).toBe(mine.delivery_id);
});

describe("an endpoint", () => {
  it.each([
    "http://hooks.example.com/",
    "http://127.0.0.1:4000/",
    "https://10.0.0.1/",
    "https://169.254.169.254/",
    "https://2130706433/",
    "https://user:secret@hooks.example.com/",
    "not an address",
  ])("is not made or moved to %s, and nothing is written", async (url) => {
    const { ctx, mine } = await arrange();
    const before = await listWebhookEndpoints(ctx);
    for (const work of [
      createWebhookEndpoint(ctx, { ...make, url }),
      updateWebhookEndpoint(ctx, { endpoint_id: mine.endpoint_id, url }),
    ]) {
      const error: unknown = await work.catch((thrown) => thrown);
      expect(error).toBeInstanceOf(Invalid);
      expect(error).toMatchObject({ errors: [{ path: "url" }] });
    }
    expect(await listWebhookEndpoints(ctx)).toEqual(before);
  });

  it("is one of twenty at most, also where several are made at once", async () => {
    const ctx = own.as(await makePartner({}, own.database));
    const made = await Promise.allSettled(
      Array.from({ length: MAX_ENDPOINTS + 3 }, () => createWebhookEndpoint(ctx, make)),
    );
    const refused = made.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused.map(({ code }) => code)).toEqual(Array(3).fill("too_many_endpoints"));
    const { data } = await listWebhookEndpoints(ctx);
    expect(data).toHaveLength(MAX_ENDPOINTS);
    await deleteWebhookEndpoint(ctx, { endpoint_id: data[0]?.id ?? "" });
    await createWebhookEndpoint(ctx, make);
  });

  it("leaves an audit row of every change, without a secret", async () => {
    const { ctx, partner, mine } = await arrange();
    const { secret } = await rotateWebhookSecret(ctx, { ...mine, overlap_seconds: 60 });
    await updateWebhookEndpoint(
      ctx,
      UpdateWebhookEndpoint.parse({ endpoint_id: mine.endpoint_id, description: "", event_types: [] }),
    );
    await replayDelivery(ctx, mine);
    await deleteWebhookEndpoint(ctx, mine);
    const rows = await own.prisma.auditEvent.findMany({
      where: { partnerId: partner.partnerId, action: { startsWith: "webhook_" } },
      orderBy: { at: "asc" },
    });
    expect(rows.map(({ action }) => action).sort()).toEqual([
      "webhook_delivery.replayed",
      "webhook_endpoint.created",
      "webhook_endpoint.deleted",
      "webhook_endpoint.secret_rotated",
      "webhook_endpoint.tested",
      "webhook_endpoint.updated",
    ]);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
  });
});
