import type { Endpoint } from "@/lib/api/endpoint";
import { ENDPOINTS, TAGS } from "@/lib/registry";

/** One page of the reference: the operations on one kind of thing. */
export interface OperationGroup {
  name: string;
  about: string;
  slug: string;
  path: `/docs/reference/${string}`;
  endpoints: readonly Endpoint[];
}

function slugOf(tag: string): string {
  return tag.toLowerCase().replaceAll(" ", "-");
}

export const OPERATION_GROUPS: readonly OperationGroup[] = Object.entries(TAGS)
  .map(
    ([name, about]): OperationGroup => ({
      name,
      about,
      slug: slugOf(name),
      path: `/docs/reference/${slugOf(name)}`,
      endpoints: ENDPOINTS.filter(({ tag }) => tag === name),
    }),
  )
  .filter(({ endpoints }) => endpoints.length > 0);

/** Where an operation is described. */
export function operationHref({ tag, operationId }: Pick<Endpoint, "tag" | "operationId">) {
  return `/docs/reference/${slugOf(tag)}#${operationId}` as const;
}
