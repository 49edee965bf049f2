import type Stripe from "stripe";
import { z } from "zod";
import { DAY_SECONDS } from "@/lib/vendors/stripe/stand-in/billing/billing-period";
import { runDue } from "@/lib/vendors/stripe/stand-in/billing/run-due";
import { setClock } from "@/lib/vendors/stripe/stand-in/clock";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { nothing, text, timestamp } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  insert,
  load,
  newStripeId,
  present,
  remove,
  type Stored,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/**
 * The installation has one clock, and every test clock is a handle to it: customers need not be made under one, and
 * what is due for anybody happens when it is moved.
 */
interface TestClockState extends Stored {
  name: string | null;
}

const KEPT_DAYS = 30;
/** Stripe's own bound is two intervals of the shortest subscription; ours keeps a slip of the hand from taking an hour. */
const MAX_YEARS = 3;

const TEST_CLOCK = defineKind<TestClockState, Stripe.TestHelpers.TestClock>({
  name: "test_helpers.test_clock",
  title: "test clock",
  prefix: "clock",
  present: (state, world) => ({
    id: state.id,
    object: "test_helpers.test_clock",
    created: state.created,
    deletes_after: state.created + KEPT_DAYS * DAY_SECONDS,
    frozen_time: world.now,
    livemode: false,
    name: state.name,
    status: "ready",
    status_details: {},
  }),
});

/** Moves the clock to `until`; everything that falls due on the way happens at its own time. */
export async function advanceClock(world: World, until: number): Promise<World> {
  if (until - world.now > MAX_YEARS * 366 * DAY_SECONDS) {
    throw invalid(`The clock moves ${MAX_YEARS} years at a time at most.`, { param: "frozen_time" });
  }
  if (until < world.now) throw invalid("The clock only moves forward.", { param: "frozen_time" });
  const arrived = await runDue(world, until, async (now, at) => (at > now.now ? setClock(now, at) : now));
  return setClock(arrived, until);
}

export const testClockRoutes = [
  route(
    "POST",
    "/v1/test_helpers/test_clocks",
    z.strictObject({ frozen_time: timestamp(), name: text().optional() }),
    async (world, { frozen_time, name }) => {
      const now = await advanceClock(world, frozen_time);
      const clock = await insert(now, TEST_CLOCK, {
        id: newStripeId(TEST_CLOCK.prefix),
        created: now.now,
        name: name ?? null,
      });
      const shown = await present(now, TEST_CLOCK, clock);
      await emit(now, "test_helpers.test_clock.created", shown);
      return shown;
    },
  ),
  retrieveRoute("/v1/test_helpers/test_clocks", TEST_CLOCK),
  listRoute("/v1/test_helpers/test_clocks", TEST_CLOCK),
  route(
    "POST",
    "/v1/test_helpers/test_clocks/:id/advance",
    z.strictObject({ frozen_time: timestamp() }),
    async (world, { frozen_time }, { id }) => {
      const clock = await load(world, TEST_CLOCK, id);
      const now = await advanceClock(world, frozen_time);
      const shown = await present(now, TEST_CLOCK, clock);
      await emit(now, "test_helpers.test_clock.ready", shown);
      return shown;
    },
  ),
  route(
    "DELETE",
    "/v1/test_helpers/test_clocks/:id",
    nothing,
    async (world, _params, { id }): Promise<Stripe.TestHelpers.DeletedTestClock> => {
      await load(world, TEST_CLOCK, id);
      await remove(world, TEST_CLOCK, id);
      return { id, object: "test_helpers.test_clock", deleted: true };
    },
  ),
];
