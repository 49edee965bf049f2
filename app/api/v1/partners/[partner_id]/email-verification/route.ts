import { mount, serve } from "@/lib/api/serve";
import { resendVerificationEndpoint } from "@/lib/partners/partners/endpoints";
import { resendVerification } from "@/lib/partners/partners/request-verification";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(resendVerificationEndpoint, resendVerification),
);
