/** What the mesh adds to each pod: Envoy beside the agent. */

/** Istio's own default is 2 CPUs and 1 GiB as a limit, which would eat a tenant's quota. An idle Envoy takes 70 MiB. */
export const SIDECAR = {
  requests: { cpu: "50m", memory: "128Mi" },
  limits: { cpu: "500m", memory: "256Mi" },
} as const;
