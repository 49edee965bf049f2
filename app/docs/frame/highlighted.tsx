import type { ReactNode } from "react";
import type { Language } from "../snippets/languages";

type Grammar = Language | "json" | "http" | "text";

/** Comments, texts, words, in this order of trial. */
const STRINGS = String.raw`"(?:[^"\\\n]|\\.)*"|` + String.raw`'(?:[^'\\]|\\.)*'`;
const GRAMMARS: Record<Grammar, RegExp | null> = {
  curl: new RegExp(
    String.raw`(?<comment>^#.*$)|(?<string>${STRINGS})|(?<word>\b(?:curl|openssl|printf|for|in|do|done|while|break|date)\b(?=\s))`,
    "gm",
  ),
  javascript: new RegExp(
    String.raw`(?<comment>//.*$)|(?<string>${STRINGS}|\x60[^\x60]*\x60)|(?<word>\b(?:const|let|await|async|function|return|if|else|for|of|do|while|new|throw|import|from|null|true|false)\b)`,
    "gm",
  ),
  python: new RegExp(
    String.raw`(?<comment>#.*$)|(?<string>${STRINGS})|(?<word>\b(?:import|from|def|return|if|else|for|in|while|with|as|try|except|raise|class|not|or|and|break|None|True|False)\b)`,
    "gm",
  ),
  json: /(?<word>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")/g,
  http: null,
  text: null,
};
const COLOURS = {
  comment: "text-code-muted italic",
  string: "text-code-string",
  word: "text-code-word",
} as const;

/** A text in its language's colours. Long numbers stay plain: a trait array is not worth sixty elements. */
export function Highlighted({ code, grammar }: { code: string; grammar: Grammar }) {
  const pattern = GRAMMARS[grammar];
  if (pattern === null) return code;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of code.matchAll(pattern)) {
    const kind = (Object.keys(COLOURS) as (keyof typeof COLOURS)[]).find((name) => match.groups?.[name]);
    if (kind === undefined) continue;
    if (match.index > at) parts.push(code.slice(at, match.index));
    parts.push(
      <span key={match.index} className={COLOURS[kind]}>
        {match[0]}
      </span>,
    );
    at = match.index + match[0].length;
  }
  parts.push(code.slice(at));
  return parts;
}
