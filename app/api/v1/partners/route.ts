import { mount, serve } from "@/lib/api/serve";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { createPartnerEndpoint } from "@/lib/partners/partners/endpoints";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(createPartnerEndpoint, createPartner),
);
