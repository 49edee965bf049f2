import { mount, serve } from "@/lib/api/serve";
import { purchaseTokensEndpoint } from "@/lib/billing/wallet/endpoints";
import { purchaseTokens } from "@/lib/billing/wallet/purchase-tokens";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(purchaseTokensEndpoint, purchaseTokens),
);
