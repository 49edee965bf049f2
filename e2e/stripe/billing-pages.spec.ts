import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";

const AUTHORIZATION = { Authorization: "Bearer sk_test_pages" };

type Answer = Record<string, string>;

/** Asks the stand-in as curl would, by the names of Stripe's form fields. */
async function ask(request: APIRequestContext, path: string, form: Answer): Promise<Answer> {
  const reply = await request.post(`/dev/stripe/v1/${path}`, { headers: AUTHORIZATION, form });
  expect(reply.status()).toBe(200);
  return reply.json();
}

/** A customer who pays for a plan by the month. */
async function subscribe(
  request: APIRequestContext,
  card = "pm_card_visa",
  price = "500000",
): Promise<Answer> {
  const customer = await ask(request, "customers", {
    name: "Ann Lee",
    email: "ann@example.com",
    payment_method: card,
    "invoice_settings[default_payment_method]": card,
  });
  const { id } = await ask(request, "prices", {
    currency: "usd",
    unit_amount: price,
    "recurring[interval]": "month",
    "product_data[name]": "Starter",
  });
  return ask(request, "subscriptions", { customer: customer.id ?? "", "items[0][price]": id ?? "" });
}

async function openPortal(page: Page, request: APIRequestContext, customer: string, more: Answer = {}) {
  const { origin } = new URL(test.info().project.use.baseURL ?? "");
  const session = await ask(request, "billing_portal/sessions", {
    customer,
    return_url: `${origin}/docs`,
    ...more,
  });
  await page.goto(session.url ?? "");
}

async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expires").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Ann Lee");
}

test("the portal shows subscription, card and invoices, each with its PDF", async ({ page, request }) => {
  const { customer = "" } = await subscribe(request);
  await openPortal(page, request, customer);
  await expect(page.getByRole("banner")).toContainText("Stripe stand-in: no real card, no money.");
  await expect(page.getByText("$5,000.00 a month")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "stripe-portal");
  await page.getByRole("link", { name: "Cancel Starter" }).click();
  await expect(page.getByRole("heading", { name: "Cancel Starter?" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "stripe-portal-cancel");
  await page.getByRole("link", { name: "Go back" }).click();
  await page
    .getByRole("link", { name: /-0001$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /^Invoice/ })).toBeVisible();
  await keepPicture(page, "stripe-invoice-paid");
  const pdf = await request.get(`${new URL(page.url()).pathname}/pdf`);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
});

test("the portal cancels and resumes, and keeps the cards that banks allow @desktop", async ({
  page,
  request,
}) => {
  const { customer = "" } = await subscribe(request);
  await openPortal(page, request, customer);
  await page.getByRole("link", { name: "Cancel Starter" }).click();
  await page.getByLabel(/Why do you leave/).selectOption("unused");
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByText(/^Ends on/)).toBeVisible();
  await page.getByRole("button", { name: "Keep the subscription" }).click();
  await expect(page.getByText(/^Renews on/)).toBeVisible();

  await page.getByText("Add another card").click();
  await fillCard(page, "4000 0000 0000 0002");
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByLabel("Card number")).toHaveAccessibleDescription(/declined/);
  await expectAccessible(page);
  await fillCard(page, "4000 0000 0000 3220");
  await page.getByRole("button", { name: "Save card" }).click();
  await page.getByRole("button", { name: "Authorise" }).click();
  await expect(page.getByText("Visa ending in 3220Default")).toBeVisible();
  await page.getByRole("button", { name: "Remove Visa ending in 4242" }).click();
  await expect(page.getByText("Visa ending in 4242", { exact: true })).toHaveCount(0);
});

test("an invoice that was not paid is paid on its page, with 3-D Secure where the bank asks", async ({
  page,
  request,
}) => {
  const subscription = await subscribe(request, "pm_card_chargeCustomerFail");
  expect(subscription.status).toBe("incomplete");
  await page.goto(`/dev/stripe/invoices/${subscription.latest_invoice}`);
  await expectAccessible(page);
  await keepPicture(page, "stripe-invoice-open");
  await page.getByRole("button", { name: "Pay $5,000.00" }).first().click();
  await expect(page.getByRole("alert").getByText("Your card was declined.")).toBeVisible();
  await page.getByText("Pay with another card").click();
  await fillCard(page, "4000 0025 0000 3155");
  await page.getByRole("button", { name: "Pay $5,000.00" }).last().click();
  await page.getByRole("button", { name: "Authorise" }).click();
  await expect(page).toHaveURL(new RegExp(`/invoices/${subscription.latest_invoice}\\?`));
  await expect(page.getByText("Paid", { exact: true })).toBeVisible();
});

test("the portal opens for one thing alone, and leads back when it is done @desktop", async ({
  page,
  request,
}, { project }) => {
  const { customer = "" } = await subscribe(request);
  const { origin } = new URL(project.use.baseURL ?? "");
  await openPortal(page, request, customer, {
    "flow_data[type]": "payment_method_update",
    "flow_data[after_completion][type]": "redirect",
    "flow_data[after_completion][redirect][return_url]": `${origin}/docs?card=saved`,
  });
  await expectAccessible(page);
  await fillCard(page, "5555 5555 5555 4444");
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page).toHaveURL(/card=saved$/);
});
