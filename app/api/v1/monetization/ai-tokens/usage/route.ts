import { mount, serve } from "@/lib/api/serve";
import { tokenUsageEndpoint } from "@/lib/billing/wallet/endpoints";
import { listTokenUsage } from "@/lib/billing/wallet/list-token-usage";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(tokenUsageEndpoint, listTokenUsage),
);
