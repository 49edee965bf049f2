import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/platform/env";
import { currentVersion, LEGAL_DOCUMENTS, type LegalSlug } from "@/lib/platform/legal-documents";

/** What only the operator of an installation knows, by the name that a text calls it; null where it is not set. */
function operatorFacts(): Record<string, { setting: string; value: string | undefined }> {
  const settings = env();
  return {
    legal_name: { setting: "LEGAL_NAME", value: settings.LEGAL_NAME },
    legal_address: { setting: "LEGAL_ADDRESS", value: settings.LEGAL_ADDRESS },
    legal_representative: { setting: "LEGAL_REPRESENTATIVE", value: settings.LEGAL_REPRESENTATIVE },
    legal_register: { setting: "LEGAL_REGISTER", value: settings.LEGAL_REGISTER },
    legal_vat_id: { setting: "LEGAL_VAT_ID", value: settings.LEGAL_VAT_ID },
    legal_phone: { setting: "LEGAL_PHONE", value: settings.LEGAL_PHONE },
    legal_jurisdiction: { setting: "LEGAL_JURISDICTION", value: settings.LEGAL_JURISDICTION },
    legal_processors: { setting: "LEGAL_PROCESSORS", value: settings.LEGAL_PROCESSORS },
    privacy_email: { setting: "PRIVACY_EMAIL", value: settings.PRIVACY_EMAIL ?? settings.SUPPORT_EMAIL },
    support_email: { setting: "SUPPORT_EMAIL", value: settings.SUPPORT_EMAIL },
  };
}

const FACT = /\{\{([a-z_]+)\}\}/g;

/** Characters that mean something in Markdown: what an operator sets is text, not markup. */
const escaped = (text: string) => text.replace(/[\\`*_{}[\]()<>#+!|~&]/g, "\\$&");

/** A text as it is stored, with what the operator must say in place of its names, or which setting is missing. */
export function fillIn(markdown: string): string {
  const facts = operatorFacts();
  return markdown.replaceAll(FACT, (_whole, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`A legal text asks for ${name}, which no setting gives.`);
    return fact.value === undefined
      ? `**\\[not set: the operator of this site must set ${fact.setting}\\]**`.replaceAll("_", "\\_")
      : escaped(fact.value);
  });
}

export interface LegalText {
  slug: LegalSlug;
  title: string;
  description: string;
  version: string;
  changed: string;
  /** Whether it is the one that holds now. */
  current: boolean;
  /** The day it holds from, where that is to come. */
  upcoming: boolean;
  markdown: string;
}

/** Where the texts are, beside the application that serves them. */
export const LEGAL_FOLDER = "content/legal";

/** One version of a document, the current one unless another is named; null where there is no such version. */
export async function readLegalText(
  slug: LegalSlug,
  now: Date,
  version = currentVersion(slug, now).version,
): Promise<LegalText | null> {
  const { title, description, versions } = LEGAL_DOCUMENTS[slug];
  const found = versions.find((one) => one.version === version);
  if (found === undefined) return null;
  const markdown = await readFile(join(process.cwd(), LEGAL_FOLDER, slug, `${version}.md`), "utf8");
  return {
    slug,
    title,
    description,
    version,
    changed: found.changed,
    current: version === currentVersion(slug, now).version,
    upcoming: version > now.toISOString().slice(0, 10),
    markdown: fillIn(markdown),
  };
}
