import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { dateOfVersion } from "@/app/(site)/legal/date-of-version";
import { visit } from "@/app/request-context";
import { socialMetadata } from "@/app/social-metadata";
import { readLegalText } from "@/lib/identity/legal/read-legal-text";
import { isLegalSlug, LEGAL_DOCUMENTS, legalPath } from "@/lib/platform/legal-documents";
import { LegalDocument } from "../../legal-document";

interface PageProps {
  params: Promise<{ slug: string; version: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { slug, version } = await params;
  if (!isLegalSlug(slug)) return {};
  const { title, description, versions } = LEGAL_DOCUMENTS[slug];
  if (!versions.some((one) => one.version === version)) return {};
  // Search engines keep the page without a date, which always shows the version that holds.
  return socialMetadata({
    path: legalPath(slug),
    title: `${title}, ${dateOfVersion(version)}`,
    description,
  });
}

export default async function LegalVersionPage({ params }: PageProps) {
  const { slug, version } = await params;
  if (!isLegalSlug(slug)) notFound();
  const { ctx } = await visit();
  const text = await readLegalText(slug, ctx.clock.now(), version);
  if (text === null) notFound();
  return <LegalDocument text={text} />;
}
