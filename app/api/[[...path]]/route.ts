import { routeNotFound } from "@/lib/api/serve";

export const GET = routeNotFound;
export const HEAD = routeNotFound;
export const POST = routeNotFound;
export const PUT = routeNotFound;
export const PATCH = routeNotFound;
export const DELETE = routeNotFound;
export const OPTIONS = routeNotFound;
