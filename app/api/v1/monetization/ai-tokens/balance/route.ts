import { mount, serve } from "@/lib/api/serve";
import { tokenBalanceEndpoint } from "@/lib/billing/wallet/endpoints";
import { getBalance } from "@/lib/billing/wallet/get-balance";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(tokenBalanceEndpoint, getBalance),
);
