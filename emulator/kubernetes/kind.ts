/** Kinds of objects: how Pulumi's type tokens and Kubernetes' own words name them. */
import type { Properties } from "../model";

export interface Kind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Groups that the API server has without anybody's definitions. */
const BUILT_IN: ReadonlySet<string> = new Set([
  "",
  "apps",
  "autoscaling",
  "batch",
  "policy",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "flowcontrol.apiserver.k8s.io",
  "internal.apiserver.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
  "storagemigration.k8s.io",
]);

/** What the real plugin does by other means than an object at the API server. */
const BY_OTHER_MEANS = /^kubernetes:(helm\.sh|kustomize|yaml)(\/|:)/;

/** The kind that a type token such as "kubernetes:core/v1:Namespace" names; throws for what is no kind of object. */
export function kindOfType(type: string): Kind {
  if (BY_OTHER_MEANS.test(type)) throw new Error(`${type}: the stand-in for the kubernetes plugin makes objects only`);
  const [, group, version, kind] = /^kubernetes:([^/:]+)\/([^/:]+):([^/:]+)$/.exec(type) ?? [];
  if (group === undefined || version === undefined || kind === undefined) {
    throw new Error(`${type}: no type of the form kubernetes:GROUP/VERSION:KIND`);
  }
  return { group: group === "core" ? "" : group, version, kind };
}

/** The kind of an object that says its own. */
export function kindOf(object: Properties): Kind | undefined {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
  const [first = "", second] = apiVersion.split("/");
  const group = second === undefined || first === "core" ? "" : first;
  return { group, version: second ?? first, kind };
}

export function apiVersionOf({ group, version }: Kind): string {
  return group === "" ? version : `${group}/${version}`;
}

/** For example "apps/v1/Deployment". */
export function textOf(kind: Kind): string {
  return `${apiVersionOf(kind)}/${kind.kind}`;
}

/** Not defined by a CustomResourceDefinition. */
export function isBuiltIn({ group }: Kind): boolean {
  return BUILT_IN.has(group);
}

export function isDefinition({ group, kind }: Kind): boolean {
  return group === "apiextensions.k8s.io" && kind === "CustomResourceDefinition";
}

export function isSecret({ group, kind }: Kind): boolean {
  return group === "" && kind === "Secret";
}

/**
 * Why such a resource cannot be made, undefined where it can.
 *
 * @param type Its type token.
 * @param kind What the inputs say they are.
 */
export function refusalOf(type: string, kind: string): string | undefined {
  const named = kindOfType(type);
  if (isBuiltIn(named) && named.kind.endsWith("List")) return "lists cannot be made; make what they hold";
  if (named.kind === kind) return undefined;
  // A Patch resource's inputs name the kind that it patches.
  if (named.kind === `${kind}Patch`) return "the stand-in for the kubernetes plugin knows no Patch resources";
  return `it is of type ${type}, but its kind is ${kind}`;
}
