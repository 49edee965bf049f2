import { createHash } from "node:crypto";

/**
 * The two windows in one step of Redis, the twin of `fits` in `decision.ts`. Nothing is written when either window
 * does not fit. A count is always written together with its expiry, so that no key can stay behind without one.
 *
 * KEYS: the minute bucket before, the running one, the one after, the UTC day.
 * ARGV: units per minute, units per day, cost of the minute, cost of the day, milliseconds left in the running
 * bucket, milliseconds the day's key lives.
 * Replies {1 or 0: taken or refused, and what was in the four keys before}.
 */
export const takeBothScript = `
local counts = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
local previous  = tonumber(counts[1] or 0)
local current   = tonumber(counts[2] or 0)
local following = tonumber(counts[3] or 0)
local day       = tonumber(counts[4] or 0)
local minuteCost, dayCost = tonumber(ARGV[3]), tonumber(ARGV[4])

local weighted = math.ceil(previous * tonumber(ARGV[5]) / 60000)
local minuteFits = minuteCost == 0 or weighted + current + following + minuteCost <= tonumber(ARGV[1])
local dayFits = dayCost == 0 or day + dayCost <= tonumber(ARGV[2])
if not (minuteFits and dayFits) then
  return {0, previous, current, following, day}
end
if minuteCost > 0 then
  -- It counts for one bucket more after its own, and one more for instances whose clock is behind.
  redis.call('SET', KEYS[2], string.format('%.0f', current + minuteCost), 'PX', '180000')
end
if dayCost > 0 then
  redis.call('SET', KEYS[4], string.format('%.0f', day + dayCost), 'PX', ARGV[6])
end
return {1, previous, current, following, day}
`;

export const takeBothSha = createHash("sha1").update(takeBothScript).digest("hex");
