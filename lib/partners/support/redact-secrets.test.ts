import { describe, expect, it } from "vitest";
import { generateKey, shownPrefix } from "@/lib/partners/api-keys/key-format";
import { redactSecrets } from "@/lib/partners/support/redact-secrets";

const whsec = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD/Zm1Qd3s1M4=";
const pat = "pat_Z8kQ2mT7vX4nB1cL9wRyEoUiPaSdFgHj";

describe("taking secrets out of what people write", () => {
  it("leaves of a key what lists show, and nothing else, wherever it stands", () => {
    for (const mode of ["live", "test"] as const) {
      const key = generateKey(mode);
      for (const [before, after] of [
        ["", ""],
        ["curl -H 'X-API-Key: ", "' https://…"],
        ["key=", "&x=1"],
        ["MY_KEY", "\n"],
        ["„", "“"],
      ]) {
        const { text, redacted } = redactSecrets(`${before}${key}${after}`);
        expect(text).toBe(`${before}${shownPrefix(key)}… redacted${after}`);
        expect(redacted).toBe(1);
      }
    }
  });

  it("takes out tokens, webhook secrets and signing secrets, each as often as it stands", () => {
    const { text, redacted } = redactSecrets(`${whsec} ${pat}, ${pat}\nsig_${"a-b_".repeat(11)}`);
    expect(text).toBe("whsec_… redacted pat_… redacted, pat_… redacted\nsig_… redacted");
    expect(redacted).toBe(4);
  });

  it("takes out a key that was cut off or has more after it", () => {
    const key = generateKey("live");
    expect(redactSecrets(key.slice(0, 40)).text).toBe(`${shownPrefix(key)}… redacted`);
    expect(redactSecrets(`${key}${key}`).text).not.toContain(key.slice(14));
  });

  it("comes to the same when it is done again", () => {
    const once = redactSecrets(`${generateKey("test")} ${whsec}`).text;
    expect(redactSecrets(once)).toEqual({ text: once, redacted: 0 });
  });

  it("leaves everything else as it is", () => {
    for (const text of [
      "My sk_test_… key",
      "sk_live_abc",
      "pat_123",
      "a path_to_something_that_is_long",
      "whsec_",
      "",
    ]) {
      expect(redactSecrets(text)).toEqual({ text, redacted: 0 });
    }
  });
});
