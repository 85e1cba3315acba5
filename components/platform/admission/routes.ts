/** Objects of the mesh that lead traffic, whoever writes them for a tenant. */
import { GATEWAY, referenceTo } from "../../mesh/gateway";
import { HEALTH_GATEWAY } from "../../mesh/health";
import { IS_PLATFORM, isOwnHost, literal } from "./cel";
import type { Guard } from "./guard";

const MADE = ["CREATE", "UPDATE"] as const;
const ISTIO = "networking.istio.io";

const gateway = referenceTo(GATEWAY);

const gateways = "object.spec.?gateways.orValue([])";
const outside = `${gateways}.exists(g, g != "mesh")`;

/** The hosts to which routes lead, all of them. */
const destinations = [
  ...["http", "tcp", "tls"].map(
    (kind) => `object.spec.?${kind}.orValue([]).map(r, r.?route.orValue([]).map(d, d.destination.host))`,
  ),
  "object.spec.?http.orValue([]).map(r, r.?mirrors.orValue([]).map(d, d.destination.host))",
  "object.spec.?http.orValue([]).map(r, has(r.mirror) ? [r.mirror.host] : [])",
];

/** Routes of a tenant begin below its own prefix and end at its own Services. */
export const routes: Guard = {
  name: "agno-routes",
  requests: [{ group: ISTIO, resources: ["virtualservices"], operations: MADE }],
  where: "tenants",
  variables: {
    prefix: '"/" + namespaceObject.metadata.labels["tenant-id"] + "/"',
    ownHost: 'namespaceObject.metadata.labels["tenant-id"] + ".agents."',
    outside,
    destinations: destinations.join(" + "),
  },
  rules: [
    {
      holds: `${gateways}.all(g, g in ${literal(["mesh", gateway])})`,
      message: `routes of tenants are bound to mesh or ${gateway}`,
    },
    {
      // The gateway itself takes no host but the platform's.
      holds:
        `object.spec.?hosts.orValue([]).all(h, ${isOwnHost("h")} || ` +
        '(variables.outside && (h.startsWith("agents.") || h.startsWith(variables.ownHost)) && ' +
        '!h.contains(".svc") && !h.contains(".agno-")))',
      message:
        "hosts of a tenant's routes are its own services, and agents.DOMAIN and TENANT.agents.DOMAIN at the gateway",
    },
    {
      holds:
        "!variables.outside || (!has(object.spec.tcp) && !has(object.spec.tls) && " +
        "object.spec.?http.orValue([]).all(r, size(r.?match.orValue([])) > 0 && r.match.all(m, " +
        'm.?uri.?prefix.orValue(m.?uri.?exact.orValue("")).startsWith(variables.prefix))))',
      message: "at the gateway, every match of a tenant's routes has a path below /TENANT/",
    },
    {
      holds: `variables.destinations.all(hosts, hosts.all(h, ${isOwnHost("h")}))`,
      message: "routes of a tenant lead to services of its own namespace",
    },
    {
      holds: "object.spec.?http.orValue([]).all(r, !has(r.delegate))",
      message: "routes of a tenant are not delegated",
    },
  ],
};

const tls = (policy: string) =>
  `(${policy}.?tls.?mode.orValue("ISTIO_MUTUAL") == "ISTIO_MUTUAL" && !has(${policy}.tunnel) && ` +
  `${policy}.?portLevelSettings.orValue([]).all(p, p.?tls.?mode.orValue("ISTIO_MUTUAL") == "ISTIO_MUTUAL"))`;

/** How others are spoken to is theirs to say, and within the mesh it is always by mutual TLS. */
export const trafficPolicies: Guard = {
  name: "agno-traffic-policies",
  requests: [{ group: ISTIO, resources: ["destinationrules"], operations: MADE }],
  where: "tenants",
  rules: [
    {
      holds: isOwnHost("object.spec.host"),
      message: "traffic policies of a tenant are for services of its own namespace",
    },
    {
      holds:
        `(!has(object.spec.trafficPolicy) || ${tls("object.spec.trafficPolicy")}) && ` +
        `object.spec.?subsets.orValue([]).all(s, !has(s.trafficPolicy) || ${tls("s.trafficPolicy")})`,
      message: "within the mesh, TLS is ISTIO_MUTUAL",
    },
  ],
};

/** Gateways bind by labels to workloads of any namespace, and routes name a gateway from any. */
export const foreignRoutes: Guard = {
  name: "agno-foreign-routes",
  requests: [{ group: ISTIO, resources: ["gateways", "virtualservices"], operations: MADE }],
  where: "everywhere",
  onlyIf: { stranger: `!${IS_PLATFORM}` },
  // Tenants' have rules of their own. (Conditions do not know the namespace.)
  variables: { tenant: 'namespaceObject.metadata.?labels.?platform.orValue("") == "agno-agents"' },
  rules: [
    {
      holds: 'variables.tenant || object.kind != "Gateway"',
      message: "a gateway could take the place of agno-agents-gateway: only who may change the guards makes one",
    },
    {
      holds:
        'variables.tenant || object.kind == "Gateway" || ' +
        // Istio knows a gateway by several spellings: NAME, ./NAME, NAME.NAMESPACE, NAMESPACE/NAME.
        `!dyn(object.spec).?gateways.orValue([]).exists(g, g.contains("${GATEWAY.name}") || g.contains("${HEALTH_GATEWAY.name}"))`,
      message: `only tenants' own routes are bound to ${gateway}, and nobody's to ${referenceTo(HEALTH_GATEWAY)}`,
    },
  ],
};
