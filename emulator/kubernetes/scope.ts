/** Whether a kind's objects are in namespaces: as the server says, as the program is about to say, or as is known. */
import type { Properties } from "../model";
import type { Cluster } from "./cluster";
import { isBuiltIn, isDefinition, type Kind, kindOf, textOf } from "./kind";
import { listAt, pluck } from "./object";

/** Of the built-in kinds; an unreachable server cannot be asked. */
const IN_NO_NAMESPACE = new Set([
  "APIService",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterTrustBundle",
  "ComponentStatus",
  "CSIDriver",
  "CSINode",
  "CustomResourceDefinition",
  "DeviceClass",
  "FlowSchema",
  "IngressClass",
  "IPAddress",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "ResourceSlice",
  "RuntimeClass",
  "ServiceCIDR",
  "StorageClass",
  "StorageVersionMigration",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
]);

export class Scopes {
  /** By kind: what definitions of the same program say. */
  readonly #announced = new Map<string, boolean>();

  /** A definition that the program is about to make. */
  announce(object: Properties): void {
    const kind = kindOf(object);
    if (kind === undefined || !isDefinition(kind)) return;
    const [group, name] = [pluck(object, "spec", "group"), pluck(object, "spec", "names", "kind")];
    for (const version of listAt(object, "spec", "versions")) {
      const announced = { group: String(group), version: String(pluck(version, "name")), kind: String(name) };
      this.#announced.set(textOf(announced), pluck(object, "spec", "scope") !== "Cluster");
    }
  }

  /** What nobody knows is taken for one that is in a namespace. */
  async isNamespaced(kind: Kind, cluster: Cluster | undefined): Promise<boolean> {
    if (isBuiltIn(kind) && cluster === undefined) return !IN_NO_NAMESPACE.has(kind.kind);
    return (await cluster?.isNamespaced(kind)) ?? this.#announced.get(textOf(kind)) ?? true;
  }
}
