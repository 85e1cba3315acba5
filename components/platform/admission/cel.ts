/** Pieces of CEL, the language of admission policies. */

/** Text, list or map as CEL writes it: JSON is CEL. */
export function literal(value: string | readonly string[] | Readonly<Record<string, unknown>>): string {
  return JSON.stringify(value);
}

/**
 * Whether the one who asks is the platform itself: whoever may change the guards need not be stopped by them. That is
 * the identity that Pulumi runs as, and a cluster's administrators, by whatever names; tenants' roles never are.
 */
export const IS_PLATFORM =
  'authorizer.group("admissionregistration.k8s.io").resource("validatingadmissionpolicies").check("update").allowed()';

/** Kubernetes' own controllers: they clear away what is in a namespace that goes, and make pods' claims. */
export const IS_CONTROLLER =
  '("system:serviceaccounts:kube-system" in request.userInfo.groups || ' +
  'request.userInfo.username == "system:kube-controller-manager")';

/** Whether a host, by its expression, is a Service of the request's own namespace. A name without dots is. */
export function isOwnHost(host: string): string {
  return (
    `(${host} != "*" && ` +
    `(!${host}.contains(".") || ${host}.endsWith("." + request.namespace + ".svc.cluster.local")))`
  );
}
