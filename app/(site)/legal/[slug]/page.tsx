import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { visit } from "@/app/request-context";
import { socialMetadata } from "@/app/social-metadata";
import { readLegalText } from "@/lib/identity/legal/read-legal-text";
import { isLegalSlug, LEGAL_DOCUMENTS, legalPath } from "@/lib/platform/legal-documents";
import { LegalDocument } from "../legal-document";

interface PageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { slug } = await params;
  if (!isLegalSlug(slug)) return {};
  const { title, description } = LEGAL_DOCUMENTS[slug];
  return socialMetadata({ path: legalPath(slug), title, description });
}

export default async function LegalDocumentPage({ params }: PageProps) {
  const { slug } = await params;
  if (!isLegalSlug(slug)) notFound();
  const { ctx } = await visit();
  const text = await readLegalText(slug, ctx.clock.now());
  if (text === null) notFound();
  return <LegalDocument text={text} />;
}
