/**
 * Stripe's API as the installed SDK types it. Stated here rather than left to the SDK, so that an upgrade of the package
 * changes this line too, in view of whoever reviews it; the compiler refuses any other version.
 */
export const STRIPE_API_VERSION = "2026-10-28.endive";
