import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LuaStandIn } from "@/lib/vendors/redis/lua-stand-in";
import { connectRedis, type RedisConnection } from "@/lib/vendors/redis/over-ioredis";
import { noRedisServer, type RedisServer, startRedisServer } from "@/lib/vendors/redis/redis-server";

const scripts: [what: string, script: string, args: string[]][] = [
  ["a missing key is false", "return {redis.call('GET', KEYS[1]) == false and 1 or 0}", []],
  ["numbers lose their fraction", "return {3.99, -3.99, 2}", []],
  ["a table ends at its first nil", "return {1, nil, 3}", []],
  ["a table may lie in a table", "return {1, {2, {'three'}}, 'four'}", []],
  ["false is null and true is 1", "return {false, true}", []],
  ["every number is a double", "return {tonumber(ARGV[1]) * 60000 / 60000}", ["1000000"]],
  [
    "large numbers keep their digits",
    "return string.format('%.0f', tonumber(ARGV[1]) + 1)",
    ["1767225600000"],
  ],
  [
    "what was set is read",
    "redis.call('SET', KEYS[1], ARGV[1], 'PX', 60000) return redis.call('MGET', KEYS[1], 'none')",
    ["é"],
  ],
];

describe("the stand-in", () => {
  it("knows a script by its hash only after its text, in Redis's words", () => {
    const standIn = new LuaStandIn();
    const sha = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"; // of "return 1"
    expect(() => standIn.command(["EVALSHA", sha, "0"])).toThrow("NOSCRIPT");
    expect(standIn.command(["EVAL", "return 1", "0"])).toBe(1);
    expect(standIn.command(["EVALSHA", sha, "0"])).toBe(1);
  });

  it("forgets what has expired", () => {
    let now = 0;
    const standIn = new LuaStandIn(() => now);
    standIn.command(["SET", "key", "value", "PX", "1000"]);
    now = 999;
    expect(standIn.command(["GET", "key"])).toBe("value");
    now = 1_000;
    expect(standIn.command(["GET", "key"])).toBeNull();
  });

  it("reports an error of a script and works on", () => {
    const standIn = new LuaStandIn();
    expect(() => standIn.command(["EVAL", "return redis.call('NOPE')", "0"])).toThrow(
      "ERR unknown command 'NOPE'",
    );
    expect(() => standIn.command(["EVAL", "not Lua", "0"])).toThrow("ERR");
    expect(standIn.command(["EVAL", "return 2", "0"])).toBe(2);
  });
});

const title = noRedisServer === null ? "as a real Redis" : `as a real Redis (skipped: ${noRedisServer})`;
describe.skipIf(noRedisServer !== null)(title, () => {
  let server: RedisServer;
  let real: RedisConnection;
  beforeAll(async () => {
    server = await startRedisServer();
    real = connectRedis(server.url, 1_000);
  });
  afterAll(async () => {
    real.close();
    await server.stop();
  });

  it.each(scripts)("%s", async (_what, script, args) => {
    const key = randomUUID();
    const expected = await real.redis.eval(script, [key], args);
    expect(await new LuaStandIn().connect().eval(script, [key], args)).toEqual(expected);
  });
});
