/** Identities within the cluster: agents need none of them, and at Google each has its own without a token to steal. */
import { IS_CONTROLLER, IS_PLATFORM, literal } from "./cel";
import type { Guard } from "./guard";
import { podGuard } from "./pods";

/** Whom a token may be for: the mesh. */
const AUDIENCES = literal(["istio-ca"]);
/** The same of Google's managed mesh: "PROJECT.svc.id.goog". */
const GOOGLE_MESH = literal("[.]svc[.]id[.]goog$");

const sources = "variables.spec.?volumes.orValue([]).all(v, v.?projected.?sources.orValue([]).all(s, ";

/** No pod has a token with which it could ask the API server. */
export const podTokens: Guard = podGuard({
  name: "agno-pod-tokens",
  rules: [
    {
      holds: "variables.isPod || !variables.spec.?automountServiceAccountToken.orValue(false)",
      message: "pods of tenants mount no service account's token: automountServiceAccountToken must be false",
    },
    {
      // Where a pod mounts one by its account's default, admission has put it among the volumes by now.
      holds:
        `${sources}!has(s.serviceAccountToken) || ` +
        `s.serviceAccountToken.?audience.orValue("") in ${AUDIENCES} || ` +
        `s.serviceAccountToken.?audience.orValue("").matches(${GOOGLE_MESH})))`,
      message: "pods of tenants mount no token for the API server: automountServiceAccountToken must be false",
    },
  ],
});

/** A secret of this type is filled with a token that never ends, for whatever account of the namespace it names. */
export const tokenSecrets: Guard = {
  name: "agno-token-secrets",
  requests: [{ group: "", resources: ["secrets"], operations: ["CREATE", "UPDATE"] }],
  where: "tenants",
  rules: [
    {
      holds: 'object.?type.orValue("Opaque") != "kubernetes.io/service-account-token"',
      message: "secrets must not ask for a service account's token",
    },
  ],
};

/** Tokens are for kubelets to ask for, on behalf of the pods on their node, and for the cluster's own parts. */
export const tokenRequests: Guard = {
  name: "agno-token-requests",
  requests: [{ group: "", resources: ["serviceaccounts/token"], operations: ["CREATE"] }],
  where: "tenants",
  rules: [
    {
      holds: `"system:nodes" in request.userInfo.groups || ${IS_CONTROLLER} || ${IS_PLATFORM}`,
      message: "tokens of a tenant's service accounts are for the nodes of its pods only",
    },
  ],
};
