/** Addresses that partners were promised, and where each of them is now. */
export const MOVED_ADDRESSES: Readonly<Record<string, `/${string}`>> = {
  "/partner/dashboard": "/partner",
  "/partner/signup": "/sign-up",
  "/partner/onboarding": "/partner",
  "/partner/docs": "/docs",
  "/partner/analytics": "/partner/usage",
};
