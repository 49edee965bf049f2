import { OPERATION_GROUPS } from "@/app/docs/reference/operations";
import { MOVED_ADDRESSES } from "@/app/moved-addresses";
import { PUBLIC_PAGES } from "@/app/public-pages";
import { expect, test } from "@/test/browser";

/** What a page's head says, by name or property. */
function headOf(html: string): Map<string, string> {
  const head = html.slice(0, html.indexOf("</head>") + 1) + html;
  const tags = [...head.matchAll(/<(?:meta|link) ([^>]+?)\/?>/g)].map(([, attributes = ""]) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    ),
  );
  return new Map(
    tags.flatMap((tag) => {
      const name = tag.name ?? tag.property ?? tag.rel;
      const value = tag.content ?? tag.href;
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}

test("every public page says its title, description, address and picture @desktop", async ({
  request,
  baseURL,
}) => {
  test.slow();
  const lacking: string[] = [];
  for (const { path } of [...PUBLIC_PAGES, ...OPERATION_GROUPS]) {
    const html = await (await request.get(path)).text();
    const head = headOf(html);
    const says: Record<string, boolean> = {
      title: /<title>[^<]{5,}<\/title>/.test(html),
      description: (head.get("description") ?? "").length > 20,
      canonical: new URL(head.get("canonical") ?? "/none", baseURL ?? "").pathname === path,
      "og:title": (head.get("og:title") ?? "").length > 3,
      "og:description": (head.get("og:description") ?? "").length > 20,
      "og:image": (head.get("og:image") ?? "").includes("/social-card?page="),
      "twitter:card": head.get("twitter:card") === "summary_large_image",
    };
    lacking.push(...Object.entries(says).flatMap(([what, there]) => (there ? [] : [`${path}: ${what}`])));
  }
  expect(lacking).toEqual([]);
});

test("a card is a picture of the size that the page says, also for a page that there is not @desktop", async ({
  request,
}) => {
  for (const page of ["/legal/api-terms", "/docs/quickstart", "/reads: anything at all"]) {
    const reply = await request.get(`/social-card?page=${encodeURIComponent(page)}`);
    expect(reply.status()).toBe(200);
    expect(reply.headers()["content-type"]).toBe("image/png");
    const bytes = await reply.body();
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  }
});

test("sitemap, robots.txt and llms.txt name addresses of this site only, and each of them exists @desktop", async ({
  request,
}) => {
  test.slow();
  const sitemap = await (await request.get("/sitemap.xml")).text();
  const addresses = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = ""]) => new URL(url));
  expect(addresses.length).toBeGreaterThanOrEqual(PUBLIC_PAGES.length);
  for (const { pathname } of addresses) expect((await request.get(pathname)).status(), pathname).toBe(200);
  const robots = await (await request.get("/robots.txt")).text();
  expect(robots).toContain("Disallow: /partner/");
  expect(robots).toMatch(/Sitemap: http\S+\/sitemap\.xml/);
  const llms = await request.get("/llms.txt");
  expect(llms.headers()["content-type"]).toMatch(/^text\/plain/);
  const paths = new Set(addresses.map(({ pathname }) => pathname));
  const links = [...(await llms.text()).matchAll(/\]\(([^)]+)\)/g)].map(
    ([, url = ""]) => new URL(url).pathname,
  );
  expect(links.filter((path) => !paths.has(path))).toEqual(["/api/openapi.json"]);
});

test("the addresses that partners were promised lead to where these pages are now @desktop", async ({
  request,
  baseURL,
}) => {
  for (const [from, to] of Object.entries(MOVED_ADDRESSES)) {
    const reply = await request.get(`${from}?from=mail`, { maxRedirects: 0 });
    const { href } = new URL(reply.headers().location ?? "/none", baseURL ?? "");
    expect([reply.status(), href]).toEqual([308, new URL(`${to}?from=mail`, baseURL ?? "").href]);
  }
});
