/** What the checkers say of manifests and we do not follow, each with its reason. One that nothing needs is refused. */

export interface ManifestException {
  /** kube-score's id of the check, for example "container-image-pull-policy". */
  readonly check: string;
  /** Which objects: "Deployment/controllers". */
  readonly objects: RegExp;
  readonly reason: string;
}

export const MANIFEST_EXCEPTIONS: readonly ManifestException[] = [
  {
    check: "container-image-pull-policy",
    objects: /^Deployment\//,
    reason: "images are named with their digest: what is on the node under that name is the same image",
  },
  {
    check: "container-image-tag",
    objects: /^Deployment\/agno-agents-gateway$/,
    reason: "Istio's injection puts the mesh's own version in the place of auto",
  },
  {
    check: "pod-probes",
    objects: /^Deployment\/agno-agents-gateway$/,
    reason: "Istio's injection adds the probe of its proxy",
  },
  {
    check: "container-security-context-user-group-id",
    objects: /^Deployment\/agno-agents-gateway$/,
    reason: "1337 is the user that Istio's injection gives its proxy, and that its rules for traffic know it by",
  },
];
