/**
 * Tokens of ours by their format: what they begin with, and enough after it to be one rather than an example. Of an
 * API key its prefix stays whole, as lists of keys show it, so that it can be told which key it was.
 */
const TOKENS =
  /(sk_(?:live|test)_(?=[0-9A-Za-z]{20})[0-9A-Za-z]{6}|(?:pat|whsec|sig)_)([0-9A-Za-z+/_=-]{16,})/g;

/** Takes our tokens out of what somebody wrote, and counts them. */
export function redactSecrets(text: string): { text: string; redacted: number } {
  let redacted = 0;
  const clean = text.replace(TOKENS, (_, prefix: string) => {
    redacted += 1;
    return `${prefix}… redacted`;
  });
  return { text: clean, redacted };
}
