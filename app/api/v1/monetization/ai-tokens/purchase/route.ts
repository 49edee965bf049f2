import { mount, serve } from "@/lib/api/serve";
import { purchaseTokensEndpoint } from "@/lib/wallet/endpoints";
import { purchaseTokens } from "@/lib/wallet/purchase-tokens";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(purchaseTokensEndpoint, purchaseTokens),
);
