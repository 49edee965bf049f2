import { mount, serve } from "@/lib/api/serve";
import { tokenBalanceEndpoint } from "@/lib/wallet/endpoints";
import { getBalance } from "@/lib/wallet/get-balance";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(tokenBalanceEndpoint, getBalance),
);
