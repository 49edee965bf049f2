import { mount, serve } from "@/lib/api/serve";
import { verifyEmailEndpoint } from "@/lib/partners/partners/endpoints";
import { verifyEmail } from "@/lib/partners/partners/verify-email";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(verifyEmailEndpoint, verifyEmail),
);
