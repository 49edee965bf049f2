import { mount, serve } from "@/lib/api/serve";
import { calculateCompatibility } from "@/lib/partners/compatibility/calculate-compatibility";
import { calculateEndpoint } from "@/lib/partners/compatibility/endpoints";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(calculateEndpoint, calculateCompatibility),
);
