/**
 * The floors of docs/architecture.md, stated so that a breach or a cycle fails the build. A domain is any folder
 * `lib/<area>/<domain>`, and an area is any folder of `lib` that is no foundation: no list needs a new name.
 * `scripts/house.test.ts` adds that no two domains, and no two areas, need each other.
 */
const foundations = "catalog|platform|vendors|api|scoring|matching|money|plans|differential-privacy";
const domains = `(?!(?:${foundations})/)[^/]+/[^/]+`;
const tests = "\\.(test|db\\.test|fixture)\\.tsx?$|^test/|^e2e/|^bench/";
// A manifest pairs operations with verbs, and the registry gathers the manifests.
const manifests = "^lib/registry\\.ts$|/domain\\.ts$";

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "scoring-is-pure",
      severity: "error",
      from: { path: "^lib/scoring/", pathNot: `${tests}|^lib/scoring/kernel/build-kernel\\.ts$` },
      to: { pathNot: "^lib/scoring/" },
    },
    {
      name: "matching-is-pure",
      severity: "error",
      from: { path: "^lib/matching/", pathNot: tests },
      to: { pathNot: "^lib/(matching|scoring)/" },
    },
    {
      name: "money-is-pure",
      severity: "error",
      from: { path: "^lib/money/", pathNot: tests },
      to: { pathNot: "^lib/money/" },
    },
    {
      name: "differential-privacy-is-pure",
      severity: "error",
      from: { path: "^lib/differential-privacy/", pathNot: tests },
      to: { pathNot: "^lib/differential-privacy/" },
    },
    {
      name: "plans-are-pure",
      severity: "error",
      from: { path: "^lib/plans/", pathNot: tests },
      to: { pathNot: "^lib/plans/" },
    },
    {
      name: "catalog-is-pure",
      severity: "error",
      from: { path: "^lib/catalog/", pathNot: tests },
      to: { pathNot: "^lib/catalog/" },
    },
    {
      name: "platform-and-vendors-know-nobody-above",
      severity: "error",
      from: { path: "^lib/(platform|vendors)/", pathNot: tests },
      to: {
        path: `^lib/(${domains}|api)/|^lib/registry|^(app|components|server|scripts)/|node_modules/(next|react|react-dom)/`,
      },
    },
    {
      name: "domains-know-no-pages",
      severity: "error",
      from: { path: `^lib/${domains}/`, pathNot: tests },
      to: { path: "^lib/registry|^(app|components|server|scripts)/|node_modules/(next|react|react-dom)/" },
    },
    {
      name: "domains-use-only-the-endpoint-helper-of-api",
      severity: "error",
      from: { path: `^lib/${domains}/`, pathNot: tests },
      to: { path: "^lib/api/", pathNot: "^lib/api/(endpoint|domain|replies|bodies)\\.ts$" },
    },
    {
      name: "api-knows-what-serving-needs",
      severity: "error",
      from: { path: "^lib/api/", pathNot: tests },
      to: {
        path: "^lib/",
        pathNot:
          "^lib/(api|catalog|platform|vendors|scoring|plans)/|^lib/identity/accounts/|^lib/partners/(api-keys|rate-limits|usage)/",
      },
    },
    {
      name: "only-the-registry-and-routes-read-manifests",
      severity: "error",
      from: { pathNot: `${tests}|^lib/registry\\.ts$|^app/api/v1/|^scripts/` },
      to: { path: "/domain\\.ts$", pathNot: "^lib/api/domain\\.ts$" },
    },
    {
      name: "nobody-knows-operations-but-pages",
      severity: "error",
      from: { path: "^lib/(?!operations/)", pathNot: `${tests}|${manifests}` },
      to: { path: "^lib/operations/" },
    },
    {
      name: "components-hold-no-business",
      severity: "error",
      from: { path: "^components/", pathNot: tests },
      to: { path: "^lib/(platform|vendors|api)/|node_modules/@?prisma/" },
    },
    {
      name: "app-asks-verbs-not-the-database",
      severity: "error",
      from: { path: "^app/", pathNot: `${tests}|^app/dev/stripe/` },
      to: { path: "^lib/vendors/|^lib/platform/prisma/|node_modules/@?prisma/" },
    },
    {
      // The stand-in's own pages are Stripe's, not the product's: docs/decisions/0021.
      name: "pages-of-the-stripe-stand-in",
      severity: "error",
      from: { path: "^app/dev/stripe/", pathNot: tests },
      to: {
        path: "^lib/vendors/|^lib/platform/prisma/|node_modules/@?prisma/",
        pathNot: "^lib/vendors/stripe/",
      },
    },
    {
      name: "only-stripes-own-pages-know-its-stand-in",
      severity: "error",
      from: { path: "^(app|lib|components)/", pathNot: `${tests}|^lib/vendors/stripe/|^app/dev/stripe/` },
      to: { path: "^lib/vendors/stripe/stand-in/" },
    },
    {
      // It is a bundle of its own, which only askStandIn loads: docs/decisions/0069.
      name: "the-product-holds-no-stand-in",
      severity: "error",
      from: { path: "^(app|lib|components|server)/", pathNot: `${tests}|^lib/vendors/stripe/stand-in/` },
      to: { path: "^lib/vendors/stripe/stand-in/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { pathNot: `${tests}|vitest\\.config|playwright\\.config|^scripts/` },
      to: { path: tests },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|\\.data)/|lib/scoring/kernel/assembly/|lib/platform/prisma/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
