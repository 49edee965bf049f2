"use client";

import { type ReactNode, useId } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { fillIn } from "../snippets/fill-in";
import { type Code, LANGUAGE_NAMES, LANGUAGES, type Language } from "../snippets/languages";
import { Highlighted } from "./highlighted";
import { chooseLanguage, useFilling, useLanguage } from "./reader-store";

interface SnippetViewProps {
  /** Unique on the page. */
  id: string;
  title: string;
  code: Code;
  /** What the reader's cookie said. */
  language: Language;
  children?: ReactNode;
}

/**
 * A snippet in every language it is written in. The switch is made of radio buttons and CSS, so that it works before
 * and without scripts; with them, a choice holds for all snippets and is remembered.
 */
export function SnippetView({ id, title, code, language: initial, children }: SnippetViewProps) {
  const filling = useFilling();
  const wanted = useLanguage(initial);
  const group = useId();
  const written = LANGUAGES.filter((language) => code[language] !== undefined);
  const shown = written.includes(wanted) ? wanted : written[0];
  return (
    <figure data-snippet className="min-w-0 overflow-hidden rounded-xl bg-code text-code-ink">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-3 border-b border-code-line px-4 pt-1 sm:pt-0">
        <span className="py-2 text-sm font-medium">{title}</span>
        <span className="-mx-2.5 flex items-center">
          <fieldset className="flex items-center">
            <legend className="sr-only">Language of: {title}</legend>
            {written.map((language) => (
              <label
                key={language}
                className="docs-language relative flex min-h-9 cursor-pointer items-center px-2.5 font-mono text-xs"
              >
                <input
                  type="radio"
                  name={group}
                  value={language}
                  checked={language === shown}
                  onChange={() => chooseLanguage(language)}
                  className="sr-only"
                />
                {LANGUAGE_NAMES[language]}
              </label>
            ))}
          </fieldset>
          {shown !== undefined && <CopyButton from={`${id}-${shown}`} label={`Copy: ${title}`} />}
        </span>
      </figcaption>
      {written.map((language) => (
        <pre
          key={language}
          data-language={language}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
          tabIndex={0}
          className="docs-code"
        >
          <code id={`${id}-${language}`}>
            <Highlighted code={fillIn(code[language] ?? "", filling)} grammar={language} />
          </code>
        </pre>
      ))}
      {children}
    </figure>
  );
}
