/** Rules about the mesh: who speaks with whom, and how. */
import { type KubeObject, isTenants } from "./kubernetes";
import { GATEWAY_RULES } from "./gateway";
import { namespacesWithout } from "./quota";
import { resourceRule, stackRule } from "./rule";
import { numberOf } from "./values";
import { shown } from "./watched";

interface PeerAuthentication extends KubeObject {
  readonly spec?: {
    readonly selector?: unknown;
    readonly mtls?: { readonly mode?: string };
    readonly portLevelMtls?: Readonly<Record<string, { readonly mode?: string }>>;
  };
}

const PEER_AUTHENTICATION = "security.istio.io/PeerAuthentication";

export const meshIsStrict = resourceRule<PeerAuthentication>({
  name: "mesh-is-strict",
  why: "In any other mode, whoever comes without a certificate is let in as well.",
  mend: "set mtls.mode to STRICT, for every port",
  level: "mandatory",
  kinds: [PEER_AUTHENTICATION],
  *check({ props }) {
    const { mtls, portLevelMtls = {} } = props.spec ?? {};
    if (mtls?.mode !== "STRICT") yield { what: "spec.mtls.mode", value: shown(mtls?.mode), limit: "STRICT" };
    for (const [port, { mode }] of Object.entries(portLevelMtls))
      if (mode !== "STRICT") yield { what: `spec.portLevelMtls.${port}.mode`, value: shown(mode), limit: "STRICT" };
  },
});

export const tenantsAreStrict = stackRule({
  name: "tenants-have-a-strict-mesh",
  why: "The mesh's setting for all can be changed in one place; each tenant has its own besides.",
  mend: "make the tenant with agno:tenants, which brings its PeerAuthentication",
  level: "mandatory",
  *checkStack(view) {
    yield* namespacesWithout<PeerAuthentication>(
      view,
      PEER_AUTHENTICATION,
      "the PeerAuthentication",
      ({ props }) => props.spec?.selector === undefined,
    );
  },
});

interface AuthorizationPolicy extends KubeObject {
  readonly spec?: {
    readonly action?: string;
    readonly selector?: unknown;
    readonly rules?: readonly {
      readonly from?: readonly { readonly source?: Readonly<Record<string, readonly string[]>> }[];
    }[];
  };
}

const AUTHORIZATION_POLICY = "security.istio.io/AuthorizationPolicy";

export const tenantsAskWhoCalls = stackRule({
  name: "tenants-ask-who-calls",
  why: "Without an AuthorizationPolicy, everybody in the mesh may call a tenant's agents.",
  mend: "make the tenant with agno:tenants, which brings its AuthorizationPolicy",
  level: "mandatory",
  *checkStack(view) {
    yield* namespacesWithout<AuthorizationPolicy>(
      view,
      AUTHORIZATION_POLICY,
      "the AuthorizationPolicy for every pod",
      ({ props }) => props.spec?.selector === undefined && (props.spec?.action ?? "ALLOW") === "ALLOW",
    );
  },
});

export const callersAreNamed = resourceRule<AuthorizationPolicy>({
  name: "callers-are-named",
  why: "A rule without sources, or with a wildcard, also allows the other tenants.",
  mend: "name namespaces or principals of the tenant and of the gateway",
  level: "mandatory",
  kinds: [AUTHORIZATION_POLICY],
  *check(policy) {
    const { action = "ALLOW", rules = [] } = policy.props.spec ?? {};
    if (!isTenants(policy) || action !== "ALLOW") return;
    for (const [index, { from = [] }] of rules.entries()) {
      const what = `spec.rules.${index}.from`;
      if (from.length === 0) yield { what, value: "everybody", limit: "named sources" };
      for (const { source = {} } of from) {
        const named = [...(source.namespaces ?? []), ...(source.principals ?? []), ...(source.serviceAccounts ?? [])];
        const wide = named.filter((one) => one.includes("*"));
        if (named.length === 0) yield { what, value: "anybody", limit: "namespaces or principals" };
        if (wide.length > 0) yield { what, value: shown(wide), limit: "names without wildcards" };
      }
    }
  },
});

interface Sidecar extends KubeObject {
  readonly spec?: {
    readonly outboundTrafficPolicy?: { readonly mode?: string };
    readonly egress?: readonly { readonly hosts?: readonly string[] }[];
    readonly workloadSelector?: unknown;
  };
}

const SIDECAR = "networking.istio.io/Sidecar";

export const egressIsRegistered = resourceRule<Sidecar>({
  name: "egress-is-registered",
  why: "A sidecar that lets through what it does not know lets an agent call any host.",
  mend: "set outboundTrafficPolicy.mode to REGISTRY_ONLY, and hosts to the tenant's own namespace and the mesh's",
  level: "mandatory",
  kinds: [SIDECAR],
  *check(sidecar) {
    const { outboundTrafficPolicy, egress = [] } = sidecar.props.spec ?? {};
    const mode = outboundTrafficPolicy?.mode;
    if (mode !== "REGISTRY_ONLY")
      yield { what: "spec.outboundTrafficPolicy.mode", value: shown(mode), limit: "REGISTRY_ONLY" };
    if (!isTenants(sidecar)) return;
    for (const [index, { hosts = [] }] of egress.entries()) {
      const foreign = hosts.filter((host) => /^(\*|~|agno-tenant-[^/]*)\//.test(host) && !host.startsWith("~/"));
      if (foreign.length > 0)
        yield { what: `spec.egress.${index}.hosts`, value: shown(foreign), limit: "./* and the mesh's" };
    }
  },
});

export const tenantsHaveASidecar = stackRule({
  name: "tenants-have-registered-egress",
  why: "Without a Sidecar of its own, a tenant's agents know every Service of every tenant.",
  mend: "make the tenant with agno:tenants, which brings its Sidecar",
  level: "mandatory",
  *checkStack(view) {
    yield* namespacesWithout<Sidecar>(
      view,
      SIDECAR,
      "the Sidecar",
      ({ props }) => props.spec?.workloadSelector === undefined,
    );
  },
});

interface DestinationRule extends KubeObject {
  readonly spec?: { readonly host?: string; readonly trafficPolicy?: { readonly tls?: { readonly mode?: string } } };
}

export const routesKeepTheMeshsTls = resourceRule<DestinationRule>({
  name: "routes-keep-the-meshs-tls",
  why: "A route in clear is read on the way, and refused by every agent.",
  mend: "set trafficPolicy.tls.mode to ISTIO_MUTUAL, or leave it out",
  level: "mandatory",
  kinds: ["networking.istio.io/DestinationRule"],
  *check({ props }) {
    const { host = "", trafficPolicy } = props.spec ?? {};
    const mode = trafficPolicy?.tls?.mode;
    const inside = host.endsWith(".svc.cluster.local") || !host.includes(".");
    if (mode === undefined || mode === "ISTIO_MUTUAL" || !inside) return;
    yield { what: "spec.trafficPolicy.tls.mode", value: mode, limit: "ISTIO_MUTUAL" };
  },
});

interface VirtualService extends KubeObject {
  readonly spec?: {
    readonly hosts?: readonly string[];
    readonly http?: readonly {
      readonly route?: readonly { readonly weight?: unknown; readonly destination?: { readonly host?: string } }[];
    }[];
  };
}

export const canaryWeightsAddUp = resourceRule<VirtualService>({
  name: "canary-weights-add-up",
  why: "Weights that do not add up to 100 send another share to the canary than everybody reads.",
  mend: "make the weights of the route add up to 100",
  level: "mandatory",
  kinds: ["networking.istio.io/VirtualService"],
  *check({ props }) {
    for (const [index, { route = [] }] of (props.spec?.http ?? []).entries()) {
      if (route.length < 2 && route.every(({ weight }) => weight === undefined)) continue;
      const sum = route.reduce((total, { weight = 0 }) => total + numberOf(weight), 0);
      if (sum !== 100) yield { what: `the sum of weights in spec.http.${index}.route`, value: `${sum}`, limit: "100" };
    }
  },
});

export const routesStayWithTheTenant = resourceRule<VirtualService>({
  name: "routes-stay-with-the-tenant",
  why: "A route of one tenant to another's agent goes around both of their network policies, through the gateway.",
  mend: "route to a Service of the tenant's own namespace",
  level: "mandatory",
  kinds: ["networking.istio.io/VirtualService"],
  *check(route) {
    if (!isTenants(route)) return;
    const own = route.props.metadata?.namespace ?? "";
    for (const [index, { route: targets = [] }] of (route.props.spec?.http ?? []).entries()) {
      for (const { destination } of targets) {
        const host = destination?.host ?? "";
        const namespace = /^[^.]+\.([^.]+)\.svc/.exec(host)?.[1] ?? own;
        if (namespace !== own) yield { what: `spec.http.${index}.route`, value: host, limit: `Services of ${own}` };
      }
    }
    for (const host of route.props.spec?.hosts ?? [])
      if (host === "*") yield { what: "spec.hosts", value: "*", limit: "named hosts" };
  },
});

export const MESH_RULES = [
  meshIsStrict,
  tenantsAreStrict,
  tenantsAskWhoCalls,
  callersAreNamed,
  egressIsRegistered,
  tenantsHaveASidecar,
  routesKeepTheMeshsTls,
  ...GATEWAY_RULES,
  canaryWeightsAddUp,
  routesStayWithTheTenant,
];
