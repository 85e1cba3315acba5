/** What the checkers say of manifests and we do not follow, each with its reason. One that nothing needs is refused. */

export interface ManifestException {
  /** kube-score's id of the check, for example "container-image-pull-policy". */
  readonly check: string;
  /** Which objects: "Deployment/controllers". */
  readonly objects: RegExp;
  readonly reason: string;
}

export const MANIFEST_EXCEPTIONS: readonly ManifestException[] = [];
