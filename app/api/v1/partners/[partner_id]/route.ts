import { mount, serve } from "@/lib/api/serve";
import { getPartnerEndpoint, updatePartnerEndpoint } from "@/lib/partners/partners/endpoints";
import { getPartner } from "@/lib/partners/partners/get-partner";
import { updatePartner } from "@/lib/partners/partners/update-partner";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(getPartnerEndpoint, getPartner),
  serve(updatePartnerEndpoint, updatePartner),
);
