import type { APIRequestContext, Page } from "@playwright/test";
import { addJob } from "@/lib/platform/jobs";
import { test as base, expect } from "@/test/browser";
import { type Delivery, type MailServer, startMailServer } from "@/test/mail-server";
import { type OwnProduct, startOwnProduct } from "@/test/own-product";
import { startWebhookReceiver, verified, type WebhookReceiver } from "@/test/webhook-receiver";

/**
 * One partner's way through the whole product, as a person goes it: a browser, a mail server and a webhook receiver,
 * all real. It runs in one project (see playwright.config.ts) against a product of its own, which sends its mail.
 */
interface World {
  product: OwnProduct;
  mailServer: MailServer;
  receiver: WebhookReceiver;
}

const test = base.extend<object, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
    async ({}, use) => {
      const mailServer = await startMailServer();
      const receiver = await startWebhookReceiver();
      const product = await startOwnProduct({ SMTP_URL: mailServer.url, WEBHOOK_ALLOW_LOOPBACK: "1" });
      await use({ product, mailServer, receiver });
      await product.close();
      await Promise.all([receiver.close(), mailServer.close()]);
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: ({ world }, use) => use(world.product.url),
});

const PASSWORD = "four quiet words here";
const OWNER = "olga@kindred.example";
const COLLEAGUE = "vera@kindred.example";
const SIGN_UP_CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/m;
const CALCULATE = "/api/v1/compatibility/calculate";
const ALERT_CALLS = 5;

/** The text of the mail to this address that an SMTP server has taken, once it has. */
async function mailTo({ deliveries }: MailServer, address: string, subject: RegExp): Promise<string> {
  const find = (): Delivery | undefined =>
    deliveries.find(
      ({ recipients, email }) => recipients.includes(address) && subject.test(email.subject ?? ""),
    );
  await expect.poll(() => find()?.email.subject, { timeout: 15_000 }).toMatch(subject);
  return find()?.email.text ?? "";
}

async function fillSignUp(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Work e-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("checkbox", { name: /I agree/ }).check();
}

async function enterCode(page: Page, mailServer: MailServer, email: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const code = SIGN_UP_CODE.exec(await mailTo(mailServer, email, /Your code/))?.[0] ?? "";
  await page.getByLabel("Code from the mail").fill(code);
  await page.getByRole("button", { name: "Create my account" }).click();
}

/** Takes the secret that a dialog shows this once, through the clipboard, and closes it. */
async function keepSecret(page: Page, label: string, done: string): Promise<string> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: `Copy: ${label}` }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeAttached();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  await expect(dialog.locator("code").filter({ hasText: secret })).toHaveText(secret);
  await dialog.getByRole("button", { name: done }).click();
  await expect(dialog).toBeHidden();
  expect(await page.content()).not.toContain(secret);
  return secret;
}

/** What a partner's server does: scores a pair with a live key. Returns the request's id. */
async function scorePair(request: APIRequestContext, key: string): Promise<string> {
  const traits = (value: number) => ({ traits: Array.from({ length: 32 }, () => value) });
  const response = await request.post(CALCULATE, {
    headers: { "X-API-Key": key },
    data: { person1: traits(0.4), person2: traits(0.6) },
  });
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({ compatibility_score: expect.any(Number) });
  return response.headers()["request-id"] ?? "";
}

test("a partner signs up, calls, rotates a key, asks for help, invites, is alerted and is told by webhook", async ({
  page,
  context,
  request,
  browser,
  world: { product, mailServer, receiver },
}) => {
  test.setTimeout(120_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);

  await test.step("signs up, and verifies with the mail that came", async () => {
    await page.goto("/sign-up");
    await fillSignUp(page, "Olga Owner", OWNER);
    await page.getByLabel("Company").fill("Kindred Café");
    await page.getByRole("button", { name: "Continue" }).click();
    await enterCode(page, mailServer, OWNER);
    await expect(page.getByRole("heading", { name: "Welcome to Soulmate" })).toBeVisible();
    await page.getByRole("link", { name: "Go to your portal" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  });

  await test.step("makes a first call from the page, and finds it in the log", async () => {
    await page.getByRole("button", { name: "Call the API" }).click();
    await expect(page.getByRole("status").filter({ hasText: /They fit by \d+ of 100/ })).toBeVisible();
    await page.getByRole("link", { name: "See it in the log" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("POST /v1/compatibility/calculate");
  });

  let createRequest: { url: string; headers: Record<string, string>; body: string } | undefined;
  const firstKey = await test.step("creates a live key, which is shown once and works", async () => {
    await page.goto("/partner/keys");
    await page.getByRole("button", { name: "Create key" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Checkout server");
    await dialog.getByRole("radio", { name: /Live/ }).check();
    const sent = page.waitForRequest((asked) => "next-action" in asked.headers());
    await dialog.getByRole("button", { name: "Create key" }).click();
    const action = await sent;
    createRequest = { url: action.url(), headers: action.headers(), body: action.postData() ?? "" };
    const key = await keepSecret(page, "Live key", "I have copied it");
    expect(key).toMatch(/^sk_live_\w{49}$/);
    await scorePair(request, key);
    return key;
  });

  const requestId = await test.step("rotates it: for a day the old and the new key work", async () => {
    await page.getByRole("button", { name: "Actions for Checkout server" }).click();
    await page.getByRole("menuitem", { name: "Rotate" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "1 day" }).check();
    await dialog.getByRole("button", { name: "Rotate key" }).click();
    const secondKey = await keepSecret(page, "Live key", "I have copied it");
    expect(secondKey).not.toBe(firstKey);
    await scorePair(request, firstKey);
    return scorePair(request, secondKey);
  });

  await test.step("opens a ticket about a call of its log", async () => {
    await page.goto(`/partner/requests?request_id=${requestId}`);
    const row = page.getByRole("table", { name: "Requests, newest first" }).getByRole("row").nth(1);
    await expect(row).toContainText("Checkout server");
    await row.getByRole("link").click();
    await page.getByRole("link", { name: "Open a ticket about this call" }).click();
    await expect(page.getByRole("main").getByText(requestId).first()).toBeVisible();
    await page.getByLabel("What happened, and what did you expect?").fill("We expected a higher score.");
    await page.locator("form").getByRole("button", { name: "Open ticket" }).click();
    await expect(page.getByRole("complementary", { name: "The call it is about" })).toContainText(requestId);
  });

  await test.step("invites a colleague, who joins as a viewer and can make no key", async () => {
    await page.goto("/partner/team");
    await page.getByRole("button", { name: "Invite" }).click();
    await page.getByRole("dialog").getByLabel("E-mail").fill(COLLEAGUE);
    await page
      .getByRole("dialog")
      .getByRole("radio", { name: /^viewer/ })
      .check();
    await page.getByRole("dialog").getByRole("button", { name: "Send invitation" }).click();
    await expect(page.getByRole("table", { name: "Invitations" })).toContainText(COLLEAGUE);

    const theirs = await browser.newContext({ baseURL: product.url });
    const colleague = await theirs.newPage();
    const link = /http\S+\/invitation#\S+/.exec(
      await mailTo(mailServer, COLLEAGUE, /Join Kindred Café/),
    )?.[0];
    await colleague.goto(link ?? "");
    await expect(colleague.getByRole("heading", { level: 1 })).toHaveText("Join Kindred Café");
    await colleague.getByRole("link", { name: "Create an account" }).click();
    await expect(colleague.getByLabel("Your name")).toBeVisible();
    await fillSignUp(colleague, "Vera Viewer", COLLEAGUE);
    await colleague.getByRole("button", { name: "Continue" }).click();
    await enterCode(colleague, mailServer, COLLEAGUE);
    await colleague.getByRole("button", { name: "Join Kindred Café" }).click();
    await expect(colleague).toHaveURL(/\/partner(\/|$)/);
    await colleague.goto("/partner/keys");
    await expect(colleague.getByRole("table", { name: "Keys in use" })).toContainText("Checkout server");
    await expect(colleague.getByRole("button", { name: /Create|Actions for/ })).toHaveCount(0);

    // Behind the page: what the owner's browser sent, with the viewer's session.
    const keys = () => product.database.prisma.apiKey.count();
    const before = await keys();
    const { url = "", headers = {}, body = "" } = createRequest ?? {};
    const { cookie: _, "content-length": __, ...kept } = headers;
    const refused = await theirs.request.post(url, { headers: kept, data: body });
    expect(await refused.text()).toContain('"code":"insufficient_role"');
    expect(await keys()).toBe(before);
    const allowed = await context.request.post(url, { headers: kept, data: body });
    expect(await allowed.text()).toMatch(/sk_live_\w{49}/);
    expect(await keys()).toBe(before + 1);
    await theirs.close();
  });

  const secret = await test.step("adds a webhook endpoint for alerts", async () => {
    await page.goto("/partner/webhooks");
    await page.getByRole("button", { name: "Add endpoint" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("URL").fill(receiver.url);
    await dialog.getByRole("radio", { name: "Chosen events" }).click();
    await dialog.getByRole("checkbox", { name: "alert.fired" }).check();
    await dialog.getByRole("button", { name: "Add endpoint" }).click();
    await expect(dialog.getByRole("heading", { name: "Keep the signing secret" })).toBeVisible();
    return keepSecret(page, "Signing secret", "I have kept it");
  });

  await test.step("sets an alert, which fires once real calls pass its threshold", async () => {
    await page.goto("/partner/alerts");
    await page.getByRole("button", { name: "New alert" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New alert" });
    await dialog.getByLabel("Name").fill("A handful of calls");
    await dialog.getByLabel("What", { exact: true }).selectOption("calls");
    await dialog.getByLabel("In each").selectOption("month");
    await dialog.getByLabel("Threshold").fill(String(ALERT_CALLS));
    await dialog.getByLabel("Who gets a mail").fill(OWNER);
    await dialog.getByRole("button", { name: /alert$/ }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("list", { name: "Alerts", exact: true })).toContainText("3 calls of 5 calls");

    receiver.answer = (response, { length }) =>
      response.writeHead(length === 1 ? 500 : 200).end(length === 1 ? "not now" : "thanks");
    for (let calls = 3; calls < ALERT_CALLS; calls += 1) await scorePair(request, firstKey);
    // The job process looks every minute; it is asked to look now.
    await product.database.prisma.$transaction((tx) => addJob(tx, "alerts.evaluate", {}));
    expect(await mailTo(mailServer, OWNER, /A handful of calls/)).toMatch(/Value: +5 calls/);
    await page.reload();
    await expect(page.getByRole("table", { name: "History of alerts" })).toContainText("A handful of calls");
  });

  await test.step("is told by a signed webhook, tried again after a 500 and replayed from the page", async () => {
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(2);
    await page.goto("/partner/webhooks");
    await page.getByRole("link", { name: receiver.url }).click();
    await page.getByRole("link", { name: "alert.fired" }).click();
    await expect(page.getByText("not now")).toBeVisible();
    await expect(page.getByText("Attempt 2", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Replay" }).click();
    await expect(page.getByRole("term").filter({ hasText: "Replay of" })).toBeVisible();
    await expect.poll(() => receiver.received.length).toBe(3);
    const ids = receiver.received.map((received) => {
      expect(verified(secret, received)).toMatchObject({
        type: "alert.fired",
        data: { name: "A handful of calls", value: ALERT_CALLS },
      });
      return received.headers["webhook-id"];
    });
    expect(new Set(ids).size).toBe(1);
  });
});
