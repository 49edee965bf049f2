import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { socialMetadata } from "@/app/social-metadata";
import { DocsArticle } from "../../frame/guide";
import { OPERATION_GROUPS } from "../operations";
import { Operation } from "./operation";

interface Props {
  params: Promise<{ group: string }>;
}

async function groupOf({ params }: Props) {
  const { group } = await params;
  return OPERATION_GROUPS.find(({ slug }) => slug === group);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const group = await groupOf(props);
  if (group === undefined) return {};
  const { path, name, about } = group;
  return socialMetadata({ path, title: `${name}, API reference`, description: about });
}

export default async function OperationGroupPage(props: Props) {
  const group = await groupOf(props);
  if (group === undefined) notFound();
  return (
    <DocsArticle
      path={group.path}
      title={group.name}
      wide
      lead={
        <>
          <p>{group.about}</p>
          <p className="text-sm">
            <Link prefetch={false} href="/docs/reference" className="link">
              All of the reference
            </Link>
          </p>
        </>
      }
      contents={group.endpoints.map(({ operationId, summary }) => [operationId, summary] as const)}
    >
      {group.endpoints.map((endpoint) => (
        <Operation key={endpoint.operationId} endpoint={endpoint} />
      ))}
    </DocsArticle>
  );
}
