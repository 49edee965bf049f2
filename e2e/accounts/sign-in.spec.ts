import { expect, test } from "../fixtures/browser";
import { makePerson, siteDatabase } from "../fixtures/people";

test("somebody signs in by password and comes to where they were going", async ({ page }, { project }) => {
  test.skip(project.name !== "desktop-light", "once is enough");
  const person = await makePerson(siteDatabase(), { role: "owner", withPassword: true });
  await page.goto("/sign-in?next=/docs");
  await page.getByLabel("E-mail").fill(person.email.toUpperCase());
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("do not belong together")).toBeVisible();
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/docs$/);
});
