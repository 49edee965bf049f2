import type { Page } from "@playwright/test";
import { findPrice } from "@/lib/billing/billing/find-price";
import { planPrice } from "@/lib/billing/billing/stripe-names";
import { updateContract } from "@/lib/partners/partners/update-contract";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { PLAN_TIERS } from "@/lib/plans/tiers";
import { systemContext } from "@/lib/platform/jobs";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase, type TestPerson } from "@/test/people";

/** Somebody of a partner that has no plan and no contract, as people sign up. */
async function arrange(
  page: Page,
  baseURL: string | undefined,
  role: MemberRole = "owner",
): Promise<TestPerson> {
  const person = await makePerson(siteDatabase(), { role, name: "Noor Haddad", tier: "free" });
  await updateContract(systemContext(siteDatabase(), "test"), {
    partner_id: person.partnerId,
    tier: "free",
    subscription_status: "none",
  });
  await signIn(page.context(), baseURL, person);
  return person;
}

async function payAtCheckout(page: Page, number: string): Promise<void> {
  await page.waitForURL(/\/dev\/stripe\/checkout\//);
  await fillCard(page, number);
  await page.getByRole("button", { name: /^(Subscribe|Start trial)$/ }).click();
}

async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expires").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Noor Haddad");
}

test("billing without a plan shows what can be chosen, and to a viewer that somebody else chooses", async ({
  page,
  baseURL,
}) => {
  await arrange(page, baseURL);
  await page.goto("/partner/billing");
  await expect(page.getByRole("heading", { name: "Choose a plan" })).toBeVisible();
  for (const tier of PLAN_TIERS) {
    await expect(page.getByRole("button", { name: new RegExp(tier, "i") })).toBeVisible();
  }
  await expect(page.getByText("No invoices yet")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-none");

  await arrange(page, baseURL, "viewer");
  await page.goto("/partner/billing");
  await expect(page.getByText("An owner or admin of your team can choose.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Choose|Try/ })).toHaveCount(0);
});

test("a plan is bought at the checkout, upgraded for what was shown, cancelled and kept", async ({
  page,
  baseURL,
}, info) => {
  test.slow();
  await arrange(page, baseURL);
  await page.goto("/partner/billing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  await payAtCheckout(page, "4242 4242 4242 4242");
  await page.waitForURL(/\/partner\/billing\?checkout=cs_/);
  await expect(page.getByText("your plan is in force")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("ending in 4242")).toBeVisible();
  await expect(page.getByRole("table", { name: "Invoices" }).getByText("$5,000.00")).toBeVisible();
  await page.goto("/partner/billing");
  await expect(page.getByText(/^Renews on/)).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-plan");

  await page.getByRole("button", { name: "Upgrade to Professional" }).click();
  const dialog = page.getByRole("dialog");
  const confirm = dialog.getByRole("button", { name: /^Upgrade and pay \$/ });
  await expect(confirm).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-upgrade");
  // What follows is the same everywhere.
  if (info.project.name !== "desktop-light") return;
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "Your plan" }).locator("..")).toContainText("Professional");

  await page.getByRole("button", { name: "Cancel plan" }).click();
  await dialog.getByRole("button", { name: "Cancel plan" }).click();
  await expect(page.getByText(/^Cancelled: it ends on/)).toBeVisible();
  await page.getByRole("button", { name: "Keep the plan" }).click();
  await expect(page.getByText(/^Renews on/)).toBeVisible();

  const pdf = page.getByRole("link", { name: /as PDF$/ }).first();
  const reply = await page.request.get((await pdf.getAttribute("href")) ?? "");
  expect(reply.headers()["content-type"]).toContain("application/pdf");
  await page.getByRole("button", { name: "Manage payment method" }).click();
  await page.waitForURL(/\/dev\/stripe\/portal\//);
});

test("an upgrade that the bank wants consent for waits, is not overdue, and begins when it is given", async ({
  page,
  baseURL,
}, info) => {
  test.slow();
  const person = await arrange(page, baseURL);
  const dialog = await askForUpgrade(page, person);
  await expectAccessible(page);
  await keepPicture(page, "billing-consent");
  await dialog.getByRole("button", { name: "Later" }).click();
  await expect(page.getByText("Professional waits for your consent.")).toBeVisible();
  await expect(
    page.getByRole("table", { name: "Invoices" }).getByText("waits for consent", { exact: true }),
  ).toBeVisible();
  await expect(page.getByText(/^Begins once \$.* is paid/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Upgrade to Professional" })).toHaveCount(0);
  await expect(page.getByText(/overdue|could not collect/)).toHaveCount(0);
  await expectAccessible(page);
  await keepPicture(page, "billing-waiting");
  // What follows is the same everywhere.
  if (info.project.name !== "desktop-light") return;

  // In another tab, while this one is not looked at and so asks for nothing.
  await look(page, "hidden");
  let asked = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") asked += 1;
  });
  const other = await page.context().newPage();
  const link = page.getByRole("link", { name: /^Give consent and pay \$/ });
  await other.goto((await link.getAttribute("href")) ?? "");
  await other.getByRole("button", { name: /^Pay \$/ }).click();
  await other.waitForURL(/\/dev\/stripe\/authenticate\//);
  await other.getByRole("button", { name: /^Authorise/ }).click();
  await other.waitForURL(/\/dev\/stripe\/invoices\//);
  const tier = async () =>
    (await siteDatabase().prisma.partner.findUniqueOrThrow({ where: { id: person.partnerId } })).tier;
  await expect.poll(tier, { timeout: 30_000 }).toBe("professional");
  await other.close();
  await expect(link).toBeVisible();
  expect(asked).toBe(0);
  await look(page, "visible");
  await expect(page.getByRole("status").getByText("Thank you: Professional is in force.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Your plan" }).locator("..")).toContainText("Professional");
  await expect(page.getByText("waits for your consent")).toHaveCount(0);
  // With nothing that waits, coming back asks for nothing: of actions, which go one after the other, there is one.
  asked = 0;
  await look(page, "hidden");
  await look(page, "visible");
  await page.getByRole("button", { name: "Downgrade to Starter" }).click();
  await expect(dialog.getByText("Due now")).toBeVisible();
  expect(asked).toBe(1);
});

test("a change that waits for consent can be withdrawn, and the plan there is stays @phone", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const dialog = await askForUpgrade(page, await arrange(page, baseURL));
  await dialog.getByRole("button", { name: "Later" }).click();
  for (const deed of ["Upgrade to Enterprise", "Cancel plan"]) {
    await page.getByRole("button", { name: deed }).click();
    await expect(dialog.getByText(/The change to Professional, .* is dropped\./)).toBeVisible();
    await dialog.getByRole("button", { name: "Not now" }).click();
  }
  await page.getByRole("button", { name: "Keep the present plan" }).click();
  await expect(dialog.getByRole("heading", { name: "Keep Starter?" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-withdraw");
  // The page asks what became of the payment while it is being withdrawn.
  await page.route("**/partner/billing", async (route) => {
    if (!route.request().postData()?.includes('"invoice_id"')) return route.fallback();
    const response = await route.fetch();
    await look(page, "visible");
    return route.fulfill({ response });
  });
  await dialog.getByRole("button", { name: "Keep Starter" }).click();
  await expect(page.getByText("You stay on Starter")).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("waits for your consent")).toHaveCount(0);
  await expect(
    page.getByRole("table", { name: "Invoices" }).getByText("void", { exact: true }),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Upgrade to Professional" })).toBeVisible();
  // Whoever withdrew it has been told so, and is not told a second time.
  await expect(page.getByText(/^The change to Professional is dropped/)).toHaveCount(0);
});

test("a price that changed while it was shown is not charged: the dialog says so and shows the new one", async ({
  page,
  baseURL,
}, info) => {
  test.slow();
  const person = await arrange(page, baseURL);
  const { stripe, customer } = await onStarter(person);
  await expect(async () => {
    await page.goto("/partner/billing");
    await expect(page.getByText(/^Renews on/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  const bodies: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") bodies.push(request.postData() ?? "");
  });
  await page.getByRole("button", { name: "Upgrade to Professional" }).click();
  const dialog = page.getByRole("dialog");
  const confirm = dialog.getByRole("button", { name: /^Upgrade and pay \$/ });
  const shown = await confirm.textContent();
  await stripe.customers.update(customer, { balance: -123_45 });
  bodies.length = 0;
  await confirm.click();
  await expect(dialog.getByText("The amount has changed since it was shown.")).toBeVisible();
  await expect(confirm).not.toHaveText(shown ?? "");
  const { tier } = await siteDatabase().prisma.partner.findUniqueOrThrow({
    where: { id: person.partnerId },
  });
  expect(tier).toBe("starter");
  await expectAccessible(page);
  await keepPicture(page, "billing-outdated");
  // What the browser sends is the quote's id and no figure.
  expect(JSON.parse(bodies[0] ?? "")).toEqual([{ quote_id: expect.any(String) }]);
  // What follows is the same everywhere.
  if (info.project.name !== "desktop-light") return;
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "Your plan" }).locator("..")).toContainText("Professional");
});

test("while a payment is owed the dialog says what to pay first, and offers no change @phone", async ({
  page,
  baseURL,
}) => {
  test.slow();
  await fallBehind(await arrange(page, baseURL));
  await expect(async () => {
    await page.goto("/partner/billing");
    await expect(page.getByText(/^We could not collect/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole("button", { name: "Downgrade to Starter" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/is still to be paid for invoice/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Downgrade/ })).toHaveCount(0);
  await expectAccessible(page);
  await keepPicture(page, "billing-owed");
});

test("a change in a trial says that the trial ends and what is charged, and charges that @desktop", async ({
  page,
  baseURL,
}) => {
  test.slow();
  await arrange(page, baseURL);
  await page.goto("/partner/billing");
  await page.getByRole("button", { name: "Try Research for 14 days" }).click();
  await payAtCheckout(page, "3782 822463 10005");
  await page.waitForURL(/\/partner\/billing\?checkout=cs_/);
  await expect(page.getByText("your plan is in force")).toBeVisible({ timeout: 20_000 });
  await page.goto("/partner/billing");
  await page.getByRole("button", { name: "Upgrade to Enterprise" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Your trial ends now, and the new plan starts at once.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-trial-ends");
  await dialog.getByRole("button", { name: "Upgrade and pay $100,000.00" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^Renews on/)).toBeVisible();
});

/** Leaves this tab for another, or comes back: tests have no tabs that hide each other. */
async function look(page: Page, state: "visible" | "hidden"): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => now });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

/** Gives a partner Starter, and asks for an upgrade that its card's bank wants consent for. Leaves the dialog open. */
async function askForUpgrade(page: Page, person: TestPerson) {
  const { stripe, customer } = await onStarter(person);
  const card = await stripe.paymentMethods.attach("pm_card_threeDSecure2Required", { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } });
  await expect(async () => {
    await page.goto("/partner/billing");
    await expect(page.getByText(/^Renews on/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole("button", { name: "Upgrade to Professional" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Upgrade and pay \$/ }).click();
  await expect(dialog.getByText("Your bank asks for your consent")).toBeVisible();
  return dialog;
}

/** Gives a partner Starter, paid by a card that works. */
async function onStarter({ partnerId, email }: Pick<TestPerson, "partnerId" | "email">) {
  const ctx = systemContext(siteDatabase(), "test");
  const stripe = standInClient(ctx);
  const { id: customer } = await stripe.customers.create({
    email,
    name: "Noor Haddad",
    payment_method: "pm_card_visa",
    invoice_settings: { default_payment_method: "pm_card_visa" },
    metadata: { partner_id: partnerId },
  });
  const plan = await stripe.subscriptions.create({
    customer,
    items: [{ price: (await findPrice(ctx, planPrice("starter"))).id }],
    metadata: { kind: "plan", partner_id: partnerId },
  });
  return { ctx, stripe, customer, plan };
}

/** Gives a partner Starter, and then an upgrade whose charge fails. */
async function fallBehind(person: TestPerson): Promise<void> {
  const { ctx, stripe, customer, plan } = await onStarter(person);
  const broken = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: broken.id } });
  await stripe.subscriptions.update(plan.id, {
    items: [
      { id: plan.items.data[0]?.id ?? "", price: (await findPrice(ctx, planPrice("professional"))).id },
    ],
    proration_behavior: "always_invoice",
  });
}

test("a payment that failed is told plainly, with what happens when and how to put it right", async ({
  page,
  baseURL,
}, info) => {
  test.slow();
  const person = await arrange(page, baseURL);
  await fallBehind(person);
  await expect(async () => {
    await page.goto("/partner/billing");
    await expect(page.getByText(/^We could not collect/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByText(/Nothing changes until/)).toBeVisible();
  await expect(page.getByText("payment overdue")).toBeVisible();
  await expect(page.getByText("payment failed")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "billing-overdue");
  await page.getByRole("link", { name: /^Pay / }).click();
  await page.waitForURL(/\/dev\/stripe\/invoices\//);
  // What follows is the same everywhere.
  if (info.project.name !== "phone-dark") return;
  await page.getByText("Pay with another card").click();
  await fillCard(page, "4242 4242 4242 4242");
  await page
    .getByRole("button", { name: /^Pay \$/ })
    .last()
    .click();
  await expect(page.getByText("Paid", { exact: true }).first()).toBeVisible();
  await page.goBack();
  await page.waitForURL(/\/partner\/billing$/);
  // Stripe's message may still be on its way: nobody has to load the page again.
  await expect(page.getByText("payment overdue")).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByText(/^Renews on/)).toBeVisible();
});
