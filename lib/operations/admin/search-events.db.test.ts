import { beforeAll, expect, it } from "vitest";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { givePass, makeEvent } from "@/lib/events/events/events.fixture";
import { publishEvent } from "@/lib/events/events/publish-event";
import { SearchEvents } from "@/lib/operations/admin/schemas";
import { searchEvents } from "@/lib/operations/admin/search-events";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { adminContext, makePerson, personContext } from "@/test/people";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(4);
beforeAll(() => setSettings());

it("shows admins the live events of all partners and how they were paid for, with nothing of who attends", async () => {
  const admin = adminContext(own.database, await makePerson(own.database, { admin: true }));
  const city = `Town ${newId()}`;
  const [one, other] = [
    own.as(await makePartner({ company_name: "One" }, own.database)),
    own.as(await makePartner({ company_name: "Other" }, own.database)),
  ];
  const published = await makeEvent(one, { city, name: "Published" });
  await createAttendees(one, {
    event_id: published.id,
    attendees: [{ name: "Ada", email: "ada@example.com" }],
  });
  await givePass(one);
  await publishEvent(one, { event_id: published.id });
  await makeEvent(other, { city, name: "Draft" });
  await makeEvent({ ...other, mode: "test" }, { city, name: "Trial" });
  const all = await searchEvents(admin, SearchEvents.parse({ q: city.toUpperCase() }));
  const sorted = all.data.sort((a, b) => a.name.localeCompare(b.name));
  expect(sorted).toMatchObject([
    { name: "Draft", pass: null, attendees: 0, partner: { companyName: "Other" } },
    { name: "Published", pass: "given", attendees: 1, moneyReturned: false },
  ]);
  expect(JSON.stringify(all)).not.toContain("ada@example.com");
  const drafts = await searchEvents(admin, SearchEvents.parse({ q: city, status: "draft" }));
  expect(drafts.data.map(({ name }) => name)).toEqual(["Draft"]);
  const person = personContext(own.database, await makePerson(own.database, {}));
  await expect(searchEvents(person as never, SearchEvents.parse({}))).rejects.toThrow();
});
