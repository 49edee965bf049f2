import { createHash } from "node:crypto";
import { Redis } from "@upstash/redis";
import { type LuaState, lauxlib, lua, lualib, to_luastring } from "fengari";

type Reply = string | number | null | Reply[];

/**
 * For tests: as much of a Redis as our scripts ask for, in process, running the same Lua. Commands: PING, GET, MGET,
 * SET (PX), DEL, PTTL, EVAL, EVALSHA, SCRIPT FLUSH. Errors are thrown with Redis's own words.
 */
export class LuaStandIn {
  readonly #values = new Map<string, { value: string; expiresAt: number }>();
  readonly #scripts = new Set<string>();
  readonly #lua: LuaState = lauxlib.luaL_newstate();
  readonly #now: () => number;

  /** `now`: the server's clock, Unix milliseconds. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
    const L = this.#lua;
    lualib.luaL_openlibs(L);
    lua.lua_createtable(L, 0, 1);
    lua.lua_pushjsfunction(L, (state) => this.#callFromLua(state));
    lua.lua_setfield(L, -2, to_luastring("call"));
    lua.lua_setglobal(L, to_luastring("redis"));
    // Redis has Lua 5.1, where every number is a double; fengari has 5.3, with integers of 32 bits.
    this.#load(
      "float",
      "local read = tonumber; function tonumber(x) local n = read(x); return n and n + 0.0 end",
    );
    this.#run("float", [], []);
  }

  /** `@upstash/redis` over this stand-in. */
  connect(): Redis {
    return new Redis({
      request: async <T>({ body }: { body?: unknown }) => {
        if (!Array.isArray(body)) throw new TypeError("A Redis command is an array.");
        return { result: this.command(body.map(String)) as T };
      },
    });
  }

  command([name = "", ...args]: readonly string[]): Reply {
    const [first = "", second = ""] = args;
    switch (name.toUpperCase()) {
      case "PING":
        return "PONG";
      case "GET":
        return this.#get(first);
      case "MGET":
        return args.map((key) => this.#get(key));
      case "SET": {
        const expiresAt =
          args[2]?.toUpperCase() === "PX" ? this.#now() + Number(args[3]) : Number.POSITIVE_INFINITY;
        this.#values.set(first, { value: second, expiresAt });
        return "OK";
      }
      case "DEL":
        return args.filter((key) => this.#values.delete(key)).length;
      case "PTTL": {
        const left = (this.#values.get(first)?.expiresAt ?? 0) - this.#now();
        return left <= 0 ? -2 : left === Number.POSITIVE_INFINITY ? -1 : left;
      }
      case "SCRIPT":
        this.#scripts.clear();
        return "OK";
      case "EVAL": {
        const sha = createHash("sha1").update(first).digest("hex");
        if (!this.#scripts.has(sha)) this.#load(sha, first);
        this.#scripts.add(sha);
        return this.command(["EVALSHA", sha, ...args.slice(1)]);
      }
      case "EVALSHA": {
        if (!this.#scripts.has(first)) throw new Error("NOSCRIPT No matching script. Please use EVAL.");
        const keyCount = Number(second);
        return this.#run(first, args.slice(2, 2 + keyCount), args.slice(2 + keyCount));
      }
      default:
        throw new Error(`ERR unknown command '${name}'`);
    }
  }

  #get(key: string): string | null {
    const held = this.#values.get(key);
    if (held !== undefined && held.expiresAt > this.#now()) return held.value;
    this.#values.delete(key);
    return null;
  }

  #load(name: string, script: string): void {
    const L = this.#lua;
    if (lauxlib.luaL_loadstring(L, to_luastring(script)) !== lua.LUA_OK) throw this.#error();
    lua.lua_setglobal(L, to_luastring(`f_${name}`));
  }

  #run(name: string, keys: readonly string[], args: readonly string[]): Reply {
    const L = this.#lua;
    push(L, keys);
    lua.lua_setglobal(L, to_luastring("KEYS"));
    push(L, args);
    lua.lua_setglobal(L, to_luastring("ARGV"));
    lua.lua_getglobal(L, to_luastring(`f_${name}`));
    if (lua.lua_pcall(L, 0, 1, 0) !== lua.LUA_OK) throw this.#error();
    const reply = read(L, lua.lua_gettop(L));
    lua.lua_settop(L, 0);
    return reply;
  }

  #callFromLua(L: LuaState): number {
    const command: string[] = [];
    for (let at = 1; at <= lua.lua_gettop(L); at += 1) command.push(lua.lua_tojsstring(L, at));
    try {
      push(L, this.command(command));
    } catch (error) {
      lauxlib.luaL_error(L, to_luastring(error instanceof Error ? error.message : String(error)));
    }
    return 1;
  }

  #error(): Error {
    const message = lua.lua_tojsstring(this.#lua, -1);
    lua.lua_settop(this.#lua, 0);
    return new Error(`ERR ${message}`);
  }
}

/** Redis to Lua: nothing is false, a list is a table. */
function push(L: LuaState, reply: string | number | null | readonly Reply[]): void {
  if (reply === null) lua.lua_pushboolean(L, false);
  else if (typeof reply === "number") lua.lua_pushnumber(L, reply);
  else if (typeof reply === "string") lua.lua_pushstring(L, to_luastring(reply));
  else {
    lua.lua_createtable(L, reply.length, 0);
    reply.forEach((item, index) => {
      push(L, item);
      lua.lua_rawseti(L, -2, index + 1);
    });
  }
}

/** Lua to Redis: numbers lose their fraction, true is 1, false and nil are nothing, a table ends at its first nil. */
function read(L: LuaState, index: number): Reply {
  switch (lua.lua_type(L, index)) {
    case lua.LUA_TNUMBER:
      return Math.trunc(lua.lua_tonumber(L, index));
    case lua.LUA_TSTRING:
      return lua.lua_tojsstring(L, index);
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(L, index) ? 1 : null;
    case lua.LUA_TTABLE: {
      const items: Reply[] = [];
      while (lua.lua_rawgeti(L, index, items.length + 1) !== lua.LUA_TNIL) {
        items.push(read(L, lua.lua_gettop(L)));
        lua.lua_pop(L, 1);
      }
      lua.lua_pop(L, 1);
      return items;
    }
    default:
      return null;
  }
}
