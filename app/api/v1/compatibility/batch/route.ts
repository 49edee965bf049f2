import { mount, serve } from "@/lib/api/serve";
import { calculateBatch } from "@/lib/partners/compatibility/calculate-batch";
import { batchEndpoint } from "@/lib/partners/compatibility/endpoints";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(serve(batchEndpoint, calculateBatch));
