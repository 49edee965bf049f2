/** fengari brings no types; these are the parts of the Lua C API that `lua-stand-in.ts` uses. */
declare module "fengari" {
  export type LuaState = { readonly luaState: unique symbol };
  export type LuaString = Uint8Array;
  export function to_luastring(text: string): LuaString;

  export const lua: {
    LUA_OK: number;
    LUA_TBOOLEAN: number;
    LUA_TNUMBER: number;
    LUA_TSTRING: number;
    LUA_TTABLE: number;
    LUA_TNIL: number;
    lua_createtable(L: LuaState, items: number, fields: number): void;
    lua_getglobal(L: LuaState, name: LuaString): number;
    lua_gettop(L: LuaState): number;
    lua_pcall(L: LuaState, args: number, results: number, handler: number): number;
    lua_pop(L: LuaState, count: number): void;
    lua_pushboolean(L: LuaState, value: boolean): void;
    lua_pushjsfunction(L: LuaState, run: (L: LuaState) => number): void;
    lua_pushnumber(L: LuaState, value: number): void;
    lua_pushstring(L: LuaState, value: LuaString): void;
    lua_rawgeti(L: LuaState, index: number, item: number): number;
    lua_rawseti(L: LuaState, index: number, item: number): void;
    lua_setfield(L: LuaState, index: number, name: LuaString): void;
    lua_setglobal(L: LuaState, name: LuaString): void;
    lua_settop(L: LuaState, index: number): void;
    lua_toboolean(L: LuaState, index: number): boolean;
    lua_tojsstring(L: LuaState, index: number): string;
    lua_tonumber(L: LuaState, index: number): number;
    lua_type(L: LuaState, index: number): number;
  };

  export const lauxlib: {
    luaL_error(L: LuaState, message: LuaString): never;
    luaL_loadstring(L: LuaState, script: LuaString): number;
    luaL_newstate(): LuaState;
  };

  export const lualib: { luaL_openlibs(L: LuaState): void };
}
