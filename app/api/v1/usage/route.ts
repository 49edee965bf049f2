import { mount, serve } from "@/lib/api/serve";
import { usageEndpoint } from "@/lib/partners/usage/endpoints";
import { getUsage } from "@/lib/partners/usage/get-usage";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(serve(usageEndpoint, getUsage));
