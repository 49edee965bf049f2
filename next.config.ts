import type { NextConfig } from "next";

/** Pages have theirs from `proxy.ts`, the API from `lib/api`; these are of what Next sends without asking either. */
const SECURITY_HEADERS = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Content-Type-Options", value: "nosniff" },
];
const BESIDE_PAGES = [
  "/_next/:path*",
  "/icon.svg",
  "/favicon.ico",
  "/api/openapi.json",
  "/api/auth/:path*",
  "/api/webhooks/:path*",
];

/**
 * Builds without a single variable set: whatever needs settings or the database renders at request time.
 * NEXT_DIST_DIR lets two builds of one checkout stand side by side; it is the build's own, not the product's.
 */
const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // `npm run verify` checks the types of everything, tests too; a deployment's build need not do so once more.
  typescript: { ignoreBuildErrors: true },
  // Where a host keeps only the files that it finds: these texts are read when they are asked for.
  outputFileTracingIncludes: {
    "/legal/**": ["./content/legal/**"],
    "/verify-bundle.mjs": ["./content/research/**"],
  },
  poweredByHeader: false,
  // The API answers /api/v1/… with a slash at the end as it does any unknown path, not with a redirect.
  skipTrailingSlashRedirect: true,
  devIndicators: false,
  // Our own server holds each form to what its action takes (server/upload-actions.ts); this is the most that any may.
  experimental: { serverActions: { bodySizeLimit: "10mb" } },
  headers: async () => BESIDE_PAGES.map((source) => ({ source, headers: SECURITY_HEADERS })),
  // What opens sockets, starts workers or writes code at run time stays in node_modules, where our own server
  // process finds the same copy.
  serverExternalPackages: [
    "@prisma/adapter-pg",
    "@prisma/client",
    "@upstash/ratelimit",
    "@upstash/redis",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
    "@zxcvbn-ts/language-en",
    "fast-json-stringify",
    "graphile-worker",
    "highs",
    "http-message-signatures",
    "ioredis",
    "nodemailer",
    "pdfkit",
    "pg",
    "pino",
    "umzug",
  ],
};

export default config;
