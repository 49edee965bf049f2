import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";

const ROOT = "/dev/components";
const PAGES = ["", "/forms", "/dialogs", "/menus", "/tables", "/charts"] as const;

for (const part of PAGES) {
  const name = `components${part.replace("/", "-")}`;
  test(`${name}: accessible, fits the width`, async ({ page }) => {
    await page.goto(`${ROOT}${part}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    if (part === "/charts") {
      // Plots come after the page: all of them, or the picture shows skeletons.
      await expect(page.locator(".recharts-surface")).toHaveCount(3);
    }
    await keepPicture(page, name);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
  });
}

test("a dialog keeps the focus, is accessible, and gives it back", async ({ page }) => {
  await page.goto(`${ROOT}/dialogs`);
  const opener = page.getByRole("button", { name: "Create key" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Create a key" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await keepPicture(page, "components-dialog");
  await expectAccessible(page);
  for (let press = 0; press < 6; press += 1) {
    await page.keyboard.press("Tab");
    await expect(dialog.locator(":focus")).toHaveCount(1);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test("the command menu finds by typing and goes there, and the theme is kept", async ({ page }, {
  project,
}) => {
  await page.goto(ROOT);
  await page.getByRole("button", { name: "Go to…" }).waitFor();
  // Whoever presses before the page listens presses again; so does this.
  const search = page.getByPlaceholder("Page or action…");
  await expect(async () => {
    if (!(await search.isVisible())) await page.keyboard.press("Control+k");
    await expect(search).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await keepPicture(page, "components-commands");
  await expectAccessible(page);
  await page.keyboard.type("heatmap");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${ROOT}/charts`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Charts");

  const other = project.name.endsWith("dark") ? "Light" : "Dark";
  await page.getByRole("button", { name: "Account of Sample Person" }).click();
  await keepPicture(page, "components-account-menu");
  await page.getByRole("menuitemradio", { name: other }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", other.toLowerCase());
  const painted = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const chosen = await painted();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", other.toLowerCase());
  expect(await painted()).toBe(chosen);
  expect(chosen).toBe(other === "Dark" ? "rgb(24, 18, 22)" : "rgb(250, 246, 240)");

  // Chosen in the one menu, it is the choice of the other too.
  const account = page.getByRole("button", { name: "Account of Sample Person" });
  const ticked = page.getByRole("menuitemradio", { checked: true });
  await account.click();
  await expect(ticked).toHaveText(other);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(search).toBeFocused();
  await page.keyboard.type("theme of the system");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await account.click();
  await expect(ticked).toHaveText("As the system");
});

test("behind each chart there is its table @desktop", async ({ page }) => {
  await page.goto(`${ROOT}/charts`);
  for (const title of ["Calls", "Replies", "Busiest hours"]) {
    const chart = page.getByRole("region", { name: title, exact: true });
    await chart.getByRole("radio", { name: "Table" }).click();
    await expect(chart.getByRole("table")).toBeVisible();
    await expect(chart.locator(".recharts-surface")).toHaveCount(0);
  }
  const calls = page.getByRole("region", { name: "Calls", exact: true });
  await expect(calls.getByRole("columnheader")).toHaveText(["Time", "Calls", "Period before"]);
  await expect(calls.getByRole("row").nth(1)).toContainText("Thu 12 Feb");
});

test("menus, confirmations, toasts and forms say what happens @desktop", async ({ page }) => {
  await page.goto(`${ROOT}/menus`);
  const opener = page.getByRole("button", { name: "Actions of the sample key" });
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Copy id" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Revoke" })).toBeFocused();
  await keepPicture(page, "components-menu");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Revoked, as far as a sample can be").first()).toBeVisible();
  await expect(opener).toBeFocused();
  const switcher = page.getByRole("button", { name: "Company: Sample Dating" });
  await switcher.click();
  await expect(page.getByRole("menuitemradio", { name: "Sample Events" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(switcher).toBeFocused();

  await page.goto(`${ROOT}/dialogs`);
  await page.getByRole("button", { name: "Ask, and fail" }).click();
  const failing = page.getByRole("dialog", { name: "Rotate this key?" });
  await failing.getByRole("button", { name: "Rotate" }).click();
  await expect(failing.getByRole("alert")).toHaveText("The key has already been rotated.");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Delete company" }).click();
  const deletion = page.getByRole("dialog", { name: "Delete this company?" });
  const word = deletion.getByLabel("Type delete to go on");
  await word.fill("something else");
  await word.press("Enter");
  await expect(deletion.getByRole("button", { name: "Delete", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await word.fill("delete");
  await keepPicture(page, "components-confirm");
  await deletion.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("Deleted, as far as a sample can be").first()).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "components-toast");

  await page.goto(`${ROOT}/forms`);
  await page.getByRole("button", { name: "Save" }).click();
  const name = page.getByRole("textbox", { name: "Name" });
  await expect(name).toHaveAccessibleDescription(/^Give the key a name.*Only your team sees it\.$/);
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await keepPicture(page, "components-form-error");
});
