import { mount, serve } from "@/lib/api/serve";
import { calculateCompatibility } from "@/lib/compatibility/calculate-compatibility";
import { calculateEndpoint } from "@/lib/compatibility/endpoints";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(calculateEndpoint, calculateCompatibility),
);
