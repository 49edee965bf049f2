import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";
import { openTicket } from "@/lib/partners/support/open-ticket";
import { OpenTicket } from "@/lib/partners/support/schemas";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { createWebhookEndpoint } from "@/lib/partners/webhooks/create-webhook-endpoint";
import { CreateWebhookEndpoint } from "@/lib/partners/webhooks/schemas";
import { sendTestEvent } from "@/lib/partners/webhooks/send-test-event";
import { newId } from "@/lib/platform/ids";
import { partnerContext } from "@/test/partner-state";
import { makePerson, type TestPerson } from "@/test/people";
import { closeProductDatabase, productDatabase } from "@/test/product";

closeProductDatabase();

const url = inject("mounts")[0]?.url ?? "";
/** Every page below these areas whose address holds an id, as it stands on disk. */
const ROUTES = ["partner", "admin", "account"]
  .flatMap((area) =>
    readdirSync(`app/${area}`, { recursive: true, encoding: "utf8" }).map((file) => `/${area}/${file}`),
  )
  .filter((file) => /\[.*\/page\.tsx$/.test(file))
  .map((file) => file.replace(/\/page\.tsx$/, "").replace(/\/\([^)]*\)/g, ""))
  .sort();

let owner: TestPerson;
let outsider: TestPerson;
let admin: TestPerson;
const OWNED_NAMES = ["key_id", "request_id", "ticket_id", "endpoint_id", "delivery_id", "partner_id"];
let owned: Record<string, string>;

const fill = (route: string, idOf: (name: string) => string) =>
  route.replace(/\[(\w+)\]/g, (_, name: string) => idOf(name));
const namesIn = (route: string) => [...route.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
const visit = async (path: string, { cookie }: TestPerson) => {
  const response = await fetch(`${url}${path}`, { headers: { Cookie: cookie }, redirect: "manual" });
  await response.arrayBuffer();
  return response.status;
};

beforeAll(async () => {
  const database = productDatabase();
  [owner, outsider, admin] = await Promise.all([
    makePerson(database, { role: "owner" }),
    makePerson(database, { role: "owner" }),
    makePerson(database, { admin: true }),
  ]);
  const { partnerId } = owner;
  const ctx = partnerContext(owner);
  const endpoint = await createWebhookEndpoint(
    ctx,
    CreateWebhookEndpoint.parse({ url: "https://example.com/owned" }),
  );
  const call = makeCall({ partnerId });
  await recordCalls(database.pool, [call]);
  owned = {
    key_id: (await createApiKey(ctx, { ...CreateApiKey.parse({ name: "Owned" }), partner_id: partnerId })).id,
    request_id: call.requestId,
    ticket_id: (await openTicket(ctx, OpenTicket.parse({ subject: "Owned", text: "Ours alone" }))).ticket.id,
    endpoint_id: endpoint.id,
    delivery_id: (await sendTestEvent(ctx, { endpoint_id: endpoint.id })).id,
    partner_id: partnerId,
  };
});

it("finds pages by id to look at", () => {
  expect(ROUTES).toContain("/partner/support/[ticket_id]");
  expect(ROUTES).toContain("/admin/partners/[partner_id]");
});

describe.each(ROUTES)("%s", (route) => {
  const reader = () => (route.startsWith("/admin/") ? admin : owner);

  it("answers 404 where there is no such thing, or no such id", async () => {
    expect(
      await visit(
        fill(route, () => newId()),
        reader(),
      ),
    ).toBe(404);
    expect(
      await visit(
        fill(route, () => "nothing"),
        reader(),
      ),
    ).toBe(404);
  });

  it.runIf(namesIn(route).every((name) => OWNED_NAMES.includes(name)))(
    "answers 200 to those whose it is, and 404 to everybody else",
    async () => {
      const path = fill(route, (name) => owned[name] ?? "");
      expect([path, await visit(path, reader())]).toEqual([path, 200]);
      expect([path, await visit(path, outsider)]).toEqual([path, 404]);
    },
  );
});
