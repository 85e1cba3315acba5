import { literal } from "./cel";
import type { Guard } from "./guard";
import { podGuard } from "./pods";

/** GKE's disks of one zone, balanced and fast; elsewhere also the usual name of a cluster's only class. */
export function storageClassesOf(clusters: "google" | "kubeconfig"): readonly string[] {
  return ["standard-rwo", "premium-rwo", ...(clusters === "kubeconfig" ? ["standard"] : [])];
}

/** Secrets out of Secret Manager, by GKE's own driver and by the one it was made of. */
const DRIVERS = ["secrets-store-gke.csi.k8s.io", "secrets-store.csi.k8s.io"];

/** A claim gets a new disk of a known class; never one that was there, whose data may be another tenant's. */
export function claims(clusters: "google" | "kubeconfig"): Guard {
  const classes = storageClassesOf(clusters);
  return {
    name: "agno-claims",
    requests: [{ group: "", resources: ["persistentvolumeclaims"], operations: ["CREATE"] }],
    where: "tenants",
    rules: [
      {
        holds: `object.spec.?storageClassName.orValue("") in ${literal(classes)}`,
        message: `the storage class must be one of ${classes.join(", ")}`,
      },
      {
        holds: '!has(object.spec.selector) && object.spec.?volumeName.orValue("") == ""',
        message: "a claim must not choose a volume that is already there",
      },
    ],
  };
}

/** Pod security lets a pod name any driver of volumes that only it has. */
export const drivers: Guard = podGuard({
  name: "agno-volume-drivers",
  rules: [
    {
      holds: `variables.spec.?volumes.orValue([]).all(v, !has(v.csi) || v.csi.driver in ${literal(DRIVERS)})`,
      message: `of volumes by a driver, only those of ${DRIVERS.join(", ")} are allowed`,
    },
  ],
});
