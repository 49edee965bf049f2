import { mount, serve } from "@/lib/api/serve";
import { tokenUsageEndpoint } from "@/lib/wallet/endpoints";
import { listTokenUsage } from "@/lib/wallet/list-token-usage";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(tokenUsageEndpoint, listTokenUsage),
);
