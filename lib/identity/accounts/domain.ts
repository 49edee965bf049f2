import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { accountActions } from "@/lib/identity/accounts/audit-actions";
import { meEndpoint } from "@/lib/identity/accounts/endpoints";
import { getMe } from "@/lib/identity/accounts/get-me";
import { accountJobs } from "@/lib/identity/accounts/jobs";
import { accountNavigation } from "@/lib/identity/accounts/navigation";
import { accountsPrivacy } from "@/lib/identity/accounts/privacy";
import { accountProblems } from "@/lib/identity/accounts/problems";

export const accounts: Domain = {
  name: "identity/accounts",
  tags: { Account: "Your own account, whichever teams you work for." },
  routes: [route(meEndpoint, getMe)],
  privacy: accountsPrivacy,
  jobs: accountJobs,
  problems: accountProblems,
  auditActions: accountActions,
  navigation: accountNavigation,
};
