/**
 * What Istio's injection adds to a pod, by the API server itself: a sidecar of the size that the pod's annotations say.
 * istiod is not needed for that, and quotas and nodes count it all the same.
 */
import type { KubernetesObject } from "../../../proofs/objects";

const NAME = "sidecar-injection";

const annotation = (name: string) => `object.metadata.annotations["sidecar.istio.io/${name}"]`;
const amounts = (cpu: string, memory: string) => `{"cpu": ${annotation(cpu)}, "memory": ${annotation(memory)}}`;

/** What pod security asks of every container. */
const SECURITY =
  '{"allowPrivilegeEscalation": dyn(false), "capabilities": dyn({"drop": ["ALL"]}), "runAsNonRoot": dyn(true)}';

const SIDECAR =
  '{"name": dyn("istio-proxy"), "image": dyn("docker.io/istio/proxyv2:1.30.4"), ' +
  `"securityContext": dyn(${SECURITY}), ` +
  `"resources": dyn({"requests": ${amounts("proxyCPU", "proxyMemory")}, ` +
  `"limits": ${amounts("proxyCPULimit", "proxyMemoryLimit")}})}`;

const PODS = { apiGroups: [""], apiVersions: ["v1"], resources: ["pods"], operations: ["CREATE"] };

export const INJECTION: readonly KubernetesObject[] = [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingAdmissionPolicy",
    metadata: { name: NAME },
    spec: {
      reinvocationPolicy: "Never",
      failurePolicy: "Fail",
      matchConstraints: {
        namespaceSelector: { matchLabels: { "istio-injection": "enabled" } },
        resourceRules: [PODS],
      },
      mutations: [
        {
          patchType: "JSONPatch",
          jsonPatch: { expression: `[JSONPatch{op: "add", path: "/spec/containers/-", value: ${SIDECAR}}]` },
        },
      ],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingAdmissionPolicyBinding",
    metadata: { name: NAME },
    spec: { policyName: NAME },
  },
];
