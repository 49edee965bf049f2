import { cookies } from "next/headers";
import { linkTo } from "@/lib/platform/brand";
import { GUIDE_SNIPPETS, type SnippetId } from "../snippets/guide-snippets";
import { type Code, isLanguage, LANGUAGE_COOKIE, type Language } from "../snippets/languages";
import { SnippetView } from "./snippet-view";

/** The language that the reader chose last. */
export async function readerLanguage(): Promise<Language> {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return isLanguage(chosen) ? chosen : "curl";
}

/** One of the guides' snippets, with this installation's address in it. */
export async function Snippet({ id }: { id: SnippetId }) {
  const { title, code } = GUIDE_SNIPPETS[id];
  return <CodeSnippet id={`snippet-${id}`} title={title} code={code(linkTo(null, ""))} />;
}

export async function CodeSnippet(props: { id: string; title: string; code: Code }) {
  return <SnippetView {...props} language={await readerLanguage()} />;
}
