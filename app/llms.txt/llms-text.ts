import { DOCS_PAGES } from "@/app/docs/pages";
import { OPERATION_GROUPS } from "@/app/docs/reference/operations";
import { PUBLIC_PAGES } from "@/app/public-pages";
import type { Brand } from "@/lib/platform/brand";

const PEOPLE = ["/assessment", "/quest", "/together", "/privacy"];

/** What a language model needs to find its way here (llmstxt.org), made from the lists that the pages are made from. */
export function llmsText({ name, baseUrl: appUrl }: Pick<Brand, "name" | "baseUrl">): string {
  const line = ({ path, title, description }: { path: string; title: string; description: string }) =>
    `- [${title}](${appUrl}${path}): ${description}`;
  const legal = PUBLIC_PAGES.filter(({ path }) => path.startsWith("/legal/"));
  return [
    `# ${name}`,
    "",
    "> Compares 32 traits of two people, gives one score and says what it is made of. Free for people, an API for the businesses that introduce them.",
    "",
    "Send a key as `X-API-Key`. Test keys are free and work at once: `POST /api/v1/partners` signs up and answers with one.",
    "",
    "## Documentation",
    "",
    ...Object.values(DOCS_PAGES).map(line),
    "",
    "## API reference",
    "",
    `- [OpenAPI 3.1](${appUrl}/api/openapi.json): every endpoint, field, code and example, for programs.`,
    ...OPERATION_GROUPS.map(({ path, name, about }) => line({ path, title: name, description: about })),
    "",
    "## For people",
    "",
    ...PUBLIC_PAGES.filter(({ path }) => PEOPLE.includes(path)).map(line),
    "",
    "## Legal",
    "",
    ...legal.map(line),
    "",
  ].join("\n");
}
