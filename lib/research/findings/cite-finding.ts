import { brandOf, linkTo } from "@/lib/platform/brand";
import type { PublicFinding } from "@/lib/research/findings/get-finding";

const dayOf = (at: string) =>
  new Date(at).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });

/** How a finding is cited: as a sentence, and as BibTeX. Braces and backslashes of names are left out of BibTeX, and what LaTeX reads as commands is escaped. */
export function citeFinding({ cite, title, author, published_at, answer }: PublicFinding): {
  text: string;
  bibtex: string;
} {
  const { name } = brandOf(null);
  const year = published_at.slice(0, 4);
  const url = linkTo(null, `/findings/${cite}`);
  const edition =
    answer === null ? "" : ` Edition ${answer.result.edition}, release ${answer.result.release_id}.`;
  const plain = (text: string) =>
    text
      .replace(/[{}\\]/g, "")
      .replace(/[&%$#_]/g, (sign) => `\\${sign}`)
      .replaceAll("~", "\\textasciitilde{}")
      .replaceAll("^", "\\textasciicircum{}");
  return {
    text: `${author} (${year}). ${title}. ${name} research.${edition} Published ${dayOf(published_at)}. ${url}`,
    bibtex: [
      `@misc{${cite},`,
      `  author = {{${plain(author)}}},`,
      `  title = {{${plain(title)}}},`,
      `  year = {${year}},`,
      `  howpublished = {${plain(name)} research${edition === "" ? "" : `.${plain(edition)}`}},`,
      `  url = {${url}}`,
      "}",
    ].join("\n"),
  };
}
