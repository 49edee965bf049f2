import { describe, expect, it } from "vitest";
import type { Credential } from "@/lib/partners/api-keys/credential";
import { CredentialCache } from "@/lib/partners/api-keys/credential-cache";
import { sha256 } from "@/lib/platform/seal";

/** A revoked key must be refused everywhere within this, so nothing older may be used. */
const PROMISE_MS = 1_000;

interface LookUp {
  answer(credential: Credential | null): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A cache whose clock and look-ups the test holds in its hands. */
function arrange() {
  let now = 0;
  const lookUps: LookUp[] = [];
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const cache = new CredentialCache(
    () =>
      new Promise((resolve, reject) => {
        lookUps.push({
          answer: (credential) => {
            resolve(credential);
            return settled();
          },
          fail: (error) => {
            reject(error);
            return settled();
          },
        });
      }),
    () => now,
  );
  return {
    cache,
    lookUps,
    at(ms: number) {
      now = ms;
    },
    look(index: number): LookUp {
      const found = lookUps[index];
      if (found === undefined) throw new Error(`there was no look-up ${index}`);
      return found;
    },
  };
}

const named = (keyId: string) => ({ keyId }) as Credential;
const KEY = sha256("a key");
const OTHER = sha256("another key");

describe("a credential cache", () => {
  it("asks once for a key that many calls use at once, and gives all of them the answer", async () => {
    const { cache, lookUps, look } = arrange();
    const calls = Array.from({ length: 50 }, () => cache.get(KEY));
    expect(lookUps).toHaveLength(1);
    await look(0).answer(named("one"));
    for (const found of await Promise.all(calls)) expect(found?.keyId).toBe("one");
    expect(await cache.get(KEY)).toMatchObject({ keyId: "one" });
    expect(lookUps).toHaveLength(1);
  });

  it("keeps keys apart", async () => {
    const { cache, look } = arrange();
    const calls = [cache.get(KEY), cache.get(OTHER)];
    await look(0).answer(named("one"));
    await look(1).answer(named("two"));
    expect((await Promise.all(calls)).map((found) => found?.keyId)).toEqual(["one", "two"]);
  });

  it("remembers that there is no such key", async () => {
    const { cache, lookUps, look } = arrange();
    const first = cache.get(KEY);
    await look(0).answer(null);
    expect(await first).toBeNull();
    expect(await cache.get(KEY)).toBeNull();
    expect(lookUps).toHaveLength(1);
  });

  it("never uses an answer that was asked for a second ago, however it came by it", async () => {
    const { cache, look, lookUps, at } = arrange();
    const first = cache.get(KEY);
    // The answer takes its time: its age counts from the question, because it was true then.
    at(600);
    await look(0).answer(named("old"));
    await first;
    at(PROMISE_MS - 1);
    const late = cache.get(KEY);
    expect(late).toBeInstanceOf(Promise);
    await look(lookUps.length - 1).answer(named("new"));
    expect((await late)?.keyId).toBe("new");
  });

  it("looks again beside a call once an answer is getting old, once, and lets the call go on", async () => {
    const { cache, lookUps, look, at } = arrange();
    const first = cache.get(KEY);
    await look(0).answer(named("old"));
    await first;
    at(399);
    cache.get(KEY);
    expect(lookUps).toHaveLength(1);
    at(400);
    expect(cache.get(KEY)).toMatchObject({ keyId: "old" });
    expect(cache.get(KEY)).toMatchObject({ keyId: "old" });
    expect(lookUps).toHaveLength(2);
    await look(1).answer(named("new"));
    expect(cache.get(KEY)).toMatchObject({ keyId: "new" });
    // The new answer's age counts from when it was asked for.
    at(400 + 849);
    expect(cache.get(KEY)).toMatchObject({ keyId: "new" });
    at(400 + 850);
    expect(cache.get(KEY)).toBeInstanceOf(Promise);
  });

  it("passes a failed look-up on, does not bridge it with what was known, and does not remember it", async () => {
    const { cache, look, at } = arrange();
    const first = cache.get(KEY);
    await look(0).answer(named("old"));
    await first;
    at(900);
    const failing = Promise.resolve(cache.get(KEY)).catch((error: Error) => error.message);
    await look(1).fail(new Error("away"));
    expect(await failing).toBe("away");
    const again = cache.get(KEY);
    await look(2).answer(named("new"));
    expect((await again)?.keyId).toBe("new");
  });

  it("does not let a failed refresh disturb the call beside it", async () => {
    const { cache, look, at } = arrange();
    const first = cache.get(KEY);
    await look(0).answer(named("old"));
    await first;
    at(500);
    expect(cache.get(KEY)).toMatchObject({ keyId: "old" });
    await look(1).fail(new Error("away"));
    expect(cache.get(KEY)).toMatchObject({ keyId: "old" });
  });

  it("joins nobody to a look-up that hangs: it may have read before a revocation", async () => {
    const { cache, lookUps, look, at } = arrange();
    const hanging = cache.get(KEY);
    at(849);
    cache.get(KEY);
    expect(lookUps).toHaveLength(1);
    at(850);
    const fresh = cache.get(KEY);
    expect(lookUps).toHaveLength(2);
    await look(1).answer(named("revoked since"));
    expect((await fresh)?.keyId).toBe("revoked since");
    await look(0).answer(named("from before"));
    expect((await hanging)?.keyId).toBe("from before");
  });

  it("does not let an old look-up that answers late overwrite what a newer one found", async () => {
    const { cache, look, at } = arrange();
    const hanging = cache.get(KEY);
    at(850);
    const fresh = cache.get(KEY);
    await look(1).answer(named("newer"));
    await look(0).answer(named("older"));
    await Promise.all([hanging, fresh]);
    expect(cache.get(KEY)).toMatchObject({ keyId: "newer" });
  });

  it("does not let a look-up that fails late end one that runs", async () => {
    const { cache, lookUps, look, at } = arrange();
    const hanging = Promise.resolve(cache.get(KEY)).catch(() => null);
    at(850);
    const fresh = cache.get(KEY);
    await look(0).fail(new Error("away"));
    await hanging;
    const joined = cache.get(KEY);
    expect(lookUps).toHaveLength(2);
    await look(1).answer(named("newer"));
    expect([(await fresh)?.keyId, (await joined)?.keyId]).toEqual(["newer", "newer"]);
  });

  it("holds ten thousand keys and no more, letting go of the one that was looked up longest ago", async () => {
    let asked = 0;
    const cache = new CredentialCache(
      async () => {
        asked += 1;
        return null;
      },
      () => 0,
    );
    for (let key = 0; key <= 10_000; key += 1) await cache.get(sha256(`key ${key}`));
    expect(asked).toBe(10_001);
    await cache.get(sha256("key 1"));
    await cache.get(sha256("key 10000"));
    expect(asked).toBe(10_001);
    await cache.get(sha256("key 0"));
    expect(asked).toBe(10_002);
  });
});
