import { endpoint } from "@/lib/api/endpoint";
import { Me } from "@/lib/identity/accounts/schemas";

export const meEndpoint = endpoint({
  method: "GET",
  path: "/v1/me",
  tag: "Account",
  operationId: "getMe",
  summary: "See who you are",
  description:
    "Your account and the teams you work for. Call it with a personal access token of any kind, or from our own pages while you are signed in. It needs no team.",
  auth: "person",
  reply: Me,
  status: 200,
  problems: ["not_found"],
});
