/** What decides which areas a person may enter. */
export interface AreaPerson {
  isAdmin: boolean;
  isMember: boolean;
  /** An admin looks through their eyes: they then see the partner, not the person. */
  isImpersonated: boolean;
}

export type OwnArea = "account" | "partner" | "research" | "admin";

/** The areas that a person may enter. */
export function areasOf({ isAdmin, isMember, isImpersonated }: AreaPerson): OwnArea[] {
  const work: OwnArea[] = ["partner", "research"];
  if (isImpersonated) return work;
  return ["account", ...(isMember ? work : []), ...(isAdmin ? ["admin" as const] : [])];
}

/** Where a person arrives who was going nowhere in particular: at work if they have any, else at home. */
export function homeOf(person: AreaPerson): "/partner" | "/admin" | "/account" {
  const areas = areasOf(person);
  if (areas.includes("partner")) return "/partner";
  return areas.includes("admin") ? "/admin" : "/account";
}
