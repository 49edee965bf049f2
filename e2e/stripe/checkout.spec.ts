import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";

const AUTHORIZATION = { Authorization: "Bearer sk_test_pages" };

/** Asks the stand-in as curl would, by the names of Stripe's form fields. */
async function ask(
  request: APIRequestContext,
  path: string,
  form: Record<string, string>,
): Promise<Record<string, string>> {
  const reply = await request.post(`/dev/stripe/v1/${path}`, { headers: AUTHORIZATION, form });
  expect(reply.status()).toBe(200);
  return reply.json();
}

async function openCheckout(page: Page, request: APIRequestContext, more: Record<string, string> = {}) {
  const home = new URL("/docs", page.url() === "about:blank" ? test.info().project.use.baseURL : page.url());
  const session = await ask(request, "checkout/sessions", {
    mode: "payment",
    success_url: `${home}?paid={CHECKOUT_SESSION_ID}`,
    cancel_url: `${home}?canceled=1`,
    "line_items[0][quantity]": "25",
    "line_items[0][price_data][currency]": "usd",
    "line_items[0][price_data][unit_amount]": "10",
    "line_items[0][price_data][product_data][name]": "1,000 AI tokens",
    ...more,
  });
  await page.goto(session.url ?? "");
  return session;
}

async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expires").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Ann Lee");
}

test("a checkout takes a test card, and says plainly that it is none of Stripe's", async ({
  page,
  request,
}) => {
  const code = `TEST${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
  const coupon = await ask(request, "coupons", { percent_off: "20", duration: "once" });
  await ask(request, "promotion_codes", {
    "promotion[type]": "coupon",
    "promotion[coupon]": coupon.id ?? "",
    code,
  });
  const session = await openCheckout(page, request, { allow_promotion_codes: "true" });
  await expect(page.getByRole("banner")).toContainText("Stripe stand-in: no real card, no money.");
  await expect(page.getByText("25 × $0.10")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "stripe-checkout");

  await page.getByLabel("Promotion code").fill("NONE");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByLabel("Promotion code")).toHaveAccessibleDescription(/not valid/);
  await page.getByLabel("Promotion code").fill(code);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("button", { name: "Pay $2.00" })).toBeVisible();

  await page.getByLabel("E-mail").fill("ann@example.com");
  await fillCard(page, "4000 0000 0000 0002");
  await page.getByRole("button", { name: "Pay $2.00" }).click();
  await expect(page.getByLabel("Card number")).toHaveAccessibleDescription(/Your card was declined/);
  await expectAccessible(page);
  await keepPicture(page, "stripe-checkout-declined");

  await fillCard(page, "4242 4242 4242 4242");
  await page.getByRole("button", { name: "Pay $2.00" }).click();
  await expect(page).toHaveURL(new RegExp(`/docs\\?paid=${session.id}$`));

  // Another process posts it, and the product's own endpoint believes its signature.
  await expect
    .poll(async () => {
      const reply = await request.get("/dev/stripe/v1/events?type=checkout.session.completed&limit=100", {
        headers: AUTHORIZATION,
      });
      const events: { data: { pending_webhooks: number; data: { object: { id: string } } }[] } =
        await reply.json();
      return events.data.find(({ data }) => data.object.id === session.id)?.pending_webhooks;
    })
    .toBe(0);

  await page.goto(session.url ?? "");
  await expect(page.getByRole("heading", { name: "This checkout is complete" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "stripe-checkout-complete");
});

test("a card may ask for authentication, on a step of its own @phone", async ({ page, request }) => {
  await openCheckout(page, request, { customer_email: "ann@example.com" });
  await fillCard(page, "4000 0000 0000 3220");
  await page.getByRole("button", { name: "Pay $2.50" }).click();
  await expect(page.getByRole("heading", { name: "Confirm that it is you" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "stripe-checkout-authentication");
  await page.getByRole("button", { name: "Fail" }).click();
  await expect(page.getByRole("alert").getByText(/unable to authenticate/)).toBeVisible();
  await fillCard(page, "4000 0000 0000 3220");
  await page.getByRole("button", { name: "Pay $2.50" }).click();
  await page.getByRole("button", { name: "Authorise" }).click();
  await expect(page).toHaveURL(/\/docs\?paid=cs_test_/);
});

test("one leaves without paying, and an expired checkout says so @desktop", async ({ page, request }) => {
  const session = await openCheckout(page, request);
  await page.getByRole("link", { name: "Go back without paying" }).click();
  await expect(page).toHaveURL(/canceled=1$/);
  await ask(request, `checkout/sessions/${session.id}/expire`, {});
  await page.goto(session.url ?? "");
  await expect(page.getByRole("heading", { name: "This checkout has expired" })).toBeVisible();
  await expectAccessible(page);
});

test("a payment by API is authenticated on a page of its own", async ({ page, request }) => {
  const intent = await ask(request, "payment_intents", {
    amount: "1900",
    currency: "usd",
    payment_method: "pm_card_threeDSecure2Required",
    confirm: "true",
  });
  await page.goto(`/dev/stripe/authenticate/${intent.id}`);
  await expect(page.getByText("To pay $19.00")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Authorise" }).click();
  await expect(page.getByRole("heading", { name: "That is done" })).toBeVisible();
});

test("a connected account is onboarded", async ({ page, request, baseURL }) => {
  const account = await ask(request, "accounts", { type: "express", email: "partner@example.com" });
  const link = await ask(request, "account_links", {
    account: account.id ?? "",
    type: "account_onboarding",
    refresh_url: `${baseURL}/docs?again=1`,
    return_url: `${baseURL}/docs?onboarded=1`,
  });
  await page.goto(link.url ?? "");
  await expect(page.getByText("partner@example.com")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "stripe-onboarding");
  await page.getByRole("button", { name: "Agree and finish" }).click();
  await expect(page).toHaveURL(/onboarded=1$/);
});
