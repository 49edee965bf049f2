import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { emitEvent } from "@/lib/platform/events";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase, testContext } from "@/test/people";
import { startWebhookReceiver, verified, type WebhookReceiver } from "@/test/webhook-receiver";

const receivers: WebhookReceiver[] = [];

test.afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function startReceiver(): Promise<WebhookReceiver> {
  const receiver = await startWebhookReceiver();
  receivers.push(receiver);
  return receiver;
}

function lastOf(receiver: WebhookReceiver) {
  const received = receiver.received.at(-1);
  if (received === undefined) throw new Error("Nothing was received.");
  return received;
}

/** Adds an endpoint in the browser and returns its secret, which is then shown no more. */
async function addEndpoint(page: Page, url: string): Promise<string> {
  await page.getByRole("button", { name: "Add endpoint" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("URL").fill(url);
  await dialog.getByRole("button", { name: "Add endpoint" }).click();
  await expect(dialog.getByRole("heading", { name: "Keep the signing secret" })).toBeVisible();
  const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByRole("heading", { name: url })).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  return secret;
}

test("a developer adds an endpoint, and what it is sent is retried, replayed and signed by rotated secrets @desktop", async ({
  page,
  context,
  baseURL,
}) => {
  // It waits for a retry on purpose.
  test.setTimeout(120_000);
  const database = siteDatabase();
  const person = await makePerson(database, { role: "developer" });
  await signIn(context, baseURL, person);
  const receiver = await startReceiver();

  await page.goto("/partner/webhooks");
  await page.getByRole("button", { name: "Add endpoint" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("URL").fill("https://169.254.169.254/latest");
  await dialog.getByRole("button", { name: "Add endpoint" }).click();
  await expect(dialog.getByText("Must be on the public internet", { exact: false })).toBeVisible();
  await dialog.getByRole("radio", { name: "Chosen events" }).click();
  await dialog.getByRole("button", { name: "Add endpoint" }).click();
  await expect(dialog.getByText("Choose at least one event, or all of them.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  const secret = await addEndpoint(page, receiver.url);

  await page.getByRole("button", { name: "Send test event" }).click();
  await expect(page.getByText("Delivered: your endpoint answered 200.")).toBeVisible();
  expect(verified(secret, lastOf(receiver))).toMatchObject({ type: "webhook.test" });

  // A real event, refused once: it is tried again by itself while the page looks on.
  receiver.answer = (response, { length }) =>
    response.writeHead(length === 2 ? 500 : 200).end(length === 2 ? "not now" : "thanks");
  const ctx = testContext(database);
  await database.prisma.$transaction((tx) =>
    emitEvent(ctx, tx, {
      partnerId: person.partnerId,
      type: "key.created",
      data: { key_id: randomUUID(), name: "<b>Nightly</b>" },
    }),
  );
  await expect.poll(() => receiver.received.length).toBe(2);
  await page.reload();
  await page.getByRole("link", { name: "key.created" }).click();
  await expect(page.getByText("Attempt 1", { exact: true })).toBeVisible();
  await expect(page.getByText("not now")).toBeVisible();
  await expect(page.getByText("Attempt 2", { exact: true })).toBeVisible({ timeout: 25_000 });
  await expect(page.getByText("<b>Nightly</b>")).toBeVisible();
  const first = receiver.received[1]?.headers["webhook-id"];
  expect(lastOf(receiver).headers["webhook-id"]).toBe(first);

  await page.getByRole("button", { name: "Replay" }).click();
  await expect(page.getByRole("term").filter({ hasText: "Replay of" })).toBeVisible();
  await expect(page.getByText("Attempt 1", { exact: true })).toBeVisible();
  expect(receiver.received).toHaveLength(4);
  expect(lastOf(receiver).headers["webhook-id"]).toBe(first);
  verified(secret, lastOf(receiver));

  await page.getByRole("link", { name: "Endpoint" }).click();
  await page.getByRole("button", { name: "Rotate secret" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate secret" }).click();
  const rotated =
    (await page
      .getByRole("dialog")
      .getByText(/^whsec_/)
      .textContent()) ?? "";
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText("Two: the one before signs too until", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Send test event" }).click();
  await expect(page.getByText("Delivered: your endpoint answered 200.")).toBeVisible();
  for (const either of [secret, rotated]) verified(either, lastOf(receiver));

  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("This endpoint is disabled, so nothing is sent to it.")).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete endpoint" }).click();
  await expect(page.getByRole("heading", { name: "No endpoints yet" })).toBeVisible();
});

/** An endpoint with a history, without waiting for one. */
async function arrangeHistory(partnerId: string) {
  const { prisma } = siteDatabase();
  const now = Date.now();
  const ago = (minutes: number) => new Date(now - minutes * 60_000);
  const endpoint = await prisma.webhookEndpoint.create({
    data: {
      id: newId(),
      partnerId,
      url: "https://hooks.kindred.example/soulmate/events",
      description: "Keys and tickets, for the on-call channel",
      eventTypes: ["key.created", "key.expiring", "ticket.replied"],
      sealedSecret: new Uint8Array(),
      failingSince: ago(65),
      createdAt: ago(60 * 30),
      updatedAt: ago(60 * 30),
    },
  });
  const deliver = async (
    type: string,
    minutes: number,
    tries: [status: number | null, error: string | null, body: string | null][],
  ) => {
    const at = ago(minutes);
    const delivered = tries.at(-1)?.[1] === null;
    const event = await prisma.partnerEvent.create({
      data: {
        id: newId(at),
        partnerId,
        type,
        data: { key_id: randomUUID(), name: "Nightly import", mode: "live" },
        createdAt: at,
        fannedOutAt: at,
      },
    });
    return prisma.webhookDelivery.create({
      data: {
        id: newId(at),
        partnerId,
        endpointId: endpoint.id,
        eventId: event.id,
        status: delivered ? "delivered" : "pending",
        attempts: tries.length,
        deliveredAt: delivered ? at : null,
        nextAttemptAt: delivered ? null : new Date(now + 7_200_000),
        createdAt: at,
        tries: {
          create: tries.map(([status, error, responseBody], n) => ({
            id: newId(),
            number: n + 1,
            at: new Date(at.getTime() + n * 60_000),
            durationMs: status === null ? 15_004 : 84,
            status,
            error,
            responseBody,
          })),
        },
      },
    });
  };
  for (const minutes of [900, 840, 600]) await deliver("key.created", minutes, [[204, null, null]]);
  await deliver("ticket.replied", 300, [[200, null, "ok"]]);
  const failing = await deliver("key.expiring", 65, [
    [
      500,
      "Answered 500. Only a status from 200 to 299 counts as received.",
      '{"error":"database is starting up"}',
    ],
    [null, "There was no reply within 15 seconds.", null],
  ]);
  return { endpoint, failing };
}

test("the pages say how deliveries go", async ({ page, context, baseURL }) => {
  // Four looks by axe take their time on two cores.
  test.setTimeout(90_000);
  const database = siteDatabase();
  const owner = await makePerson(database, { role: "owner" });
  await signIn(context, baseURL, owner);
  await page.goto("/partner/webhooks");
  await expect(page.getByRole("heading", { name: "No endpoints yet" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "webhooks-empty");

  const { endpoint } = await arrangeHistory(owner.partnerId);
  await page.reload();
  await expect(page.getByRole("link", { name: endpoint.url })).toBeVisible();
  await expect(page.getByText("80%")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "webhooks");

  await page.getByRole("link", { name: endpoint.url }).click();
  await expect(page.getByText("Nothing has got through since", { exact: false })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "webhook-endpoint");
  await page.getByRole("link", { name: "Waiting" }).click();
  await expect(page).toHaveURL(/status=pending/);
  await expect(page.getByRole("table", { name: "Deliveries" }).getByRole("link")).toHaveText([
    "key.expiring",
  ]);

  await page.getByRole("link", { name: "key.expiring" }).click();
  await expect(page.getByText("There was no reply within 15 seconds.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "webhook-delivery");
});

test("a viewer is offered nothing to change, and a stranger sees nothing @desktop", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  watch.expectComplaint(/404/);
  const database = siteDatabase();
  const viewer = await makePerson(database, { role: "viewer" });
  const { endpoint, failing } = await arrangeHistory(viewer.partnerId);
  await signIn(context, baseURL, viewer);
  for (const path of ["", `/${endpoint.id}`, `/${endpoint.id}/${failing.id}`]) {
    await page.goto(`/partner/webhooks${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const buttons = page.getByRole("main").getByRole("button").filter({ hasNotText: /^Copy/ });
    await expect(buttons).toHaveCount(0);
  }
  const stranger = await makePerson(database, { role: "owner" });
  await context.clearCookies();
  await signIn(context, baseURL, stranger);
  for (const path of [`/${endpoint.id}`, `/${endpoint.id}/${failing.id}`, "/nonsense"]) {
    await page.goto(`/partner/webhooks${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
    expect(await page.content()).not.toContain(endpoint.url);
  }
});
