import { mount, serve } from "@/lib/api/serve";
import { sandboxPeopleEndpoint } from "@/lib/partners/compatibility/endpoints";
import { listSandboxPeople } from "@/lib/partners/compatibility/list-sandbox-people";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(sandboxPeopleEndpoint, listSandboxPeople),
);
