import { mount, serve } from "@/lib/api/serve";
import { calculateBatch } from "@/lib/compatibility/calculate-batch";
import { batchEndpoint } from "@/lib/compatibility/endpoints";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(serve(batchEndpoint, calculateBatch));
