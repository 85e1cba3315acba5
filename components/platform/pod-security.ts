/** Pod security as labels of a namespace: Kubernetes' own admission holds every pod in it to a standard. */

/**
 * The oldest Kubernetes that a cluster may have (the RAPID and REGULAR channels): what is enforced changes when this
 * does, not with an upgrade at night.
 */
const ENFORCED_VERSION = "v1.35";

/** The standard "restricted". What a newer Kubernetes would refuse beyond it is told and logged before it is enforced. */
export const RESTRICTED: Readonly<Record<string, string>> = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/enforce-version": ENFORCED_VERSION,
  "pod-security.kubernetes.io/audit": "restricted",
  "pod-security.kubernetes.io/audit-version": "latest",
  "pod-security.kubernetes.io/warn": "restricted",
  "pod-security.kubernetes.io/warn-version": "latest",
};
