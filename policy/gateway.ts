/** Rules about the ways into the mesh from outside. */
import { referenceTo } from "../components/mesh/gateway";
import { HEALTH_GATEWAY } from "../components/mesh/health";
import type { KubeObject } from "./kubernetes";
import { resourceRule } from "./rule";
import { isOn } from "./values";
import { shown } from "./watched";

/** The one that is asked in clear, as routes name it. */
const HEALTH = referenceTo(HEALTH_GATEWAY);

interface Gateway extends KubeObject {
  readonly spec?: {
    readonly servers?: readonly {
      readonly port?: { readonly protocol?: string };
      readonly hosts?: readonly string[];
      readonly tls?: { readonly httpsRedirect?: unknown; readonly mode?: string; readonly minProtocolVersion?: string };
    }[];
  };
}

const gatewaysSpeakTls = resourceRule<Gateway>({
  name: "gateways-speak-tls",
  why: "Tokens of users would cross the internet in clear.",
  mend: "redirect HTTP to HTTPS, and ask for TLS 1.2 or newer and named hosts",
  level: "mandatory",
  kinds: ["networking.istio.io/Gateway"],
  *check({ props }) {
    const { namespace = "", name = "" } = props.metadata ?? {};
    const isHealth = `${namespace}/${name}` === HEALTH;
    for (const [index, { port, tls = {}, hosts = [] }] of (props.spec?.servers ?? []).entries()) {
      const at = `spec.servers.${index}`;
      const { protocol = "HTTP" } = port ?? {};
      if (["HTTP", "HTTP2", "GRPC", "TCP"].includes(protocol.toUpperCase())) {
        if (!isOn(tls.httpsRedirect) && !isHealth)
          yield { what: `${at}.tls.httpsRedirect`, value: shown(tls.httpsRedirect), limit: "true" };
      } else if (!["TLSV1_2", "TLSV1_3"].includes(tls.minProtocolVersion ?? ""))
        yield {
          what: `${at}.tls.minProtocolVersion`,
          value: shown(tls.minProtocolVersion),
          limit: "TLSV1_2 or TLSV1_3",
        };
      for (const host of hosts)
        if (/^(.*\/)?\*$/.test(host)) yield { what: `${at}.hosts`, value: host, limit: "named hosts" };
    }
  },
});

interface VirtualService extends KubeObject {
  readonly spec?: {
    readonly gateways?: readonly string[];
    readonly http?: readonly { readonly directResponse?: unknown }[];
    readonly tls?: readonly unknown[];
    readonly tcp?: readonly unknown[];
  };
}

const healthLeadsNowhere = resourceRule<VirtualService>({
  name: "health-leads-nowhere",
  why: "Google's probers ask the gateway in clear: whatever else were answered there would cross the internet so.",
  mend: "bind the route to the gateway that speaks TLS",
  level: "mandatory",
  kinds: ["networking.istio.io/VirtualService"],
  *check({ props: { spec: { gateways = [], http = [], tls = [], tcp = [] } = {} } }) {
    // By any of the spellings that Istio knows.
    if (!gateways.some((gateway) => gateway.includes(HEALTH_GATEWAY.name))) return;
    const leading = http.flatMap(({ directResponse }, index) =>
      directResponse === undefined ? [`http.${index}`] : [],
    );
    const others = Object.entries({ tls, tcp }).flatMap(([name, routes]) => (routes.length > 0 ? [name] : []));
    for (const place of [...leading, ...others])
      yield { what: `spec.${place}`, value: "a route", limit: "answers of the gateway itself" };
  },
});

export const GATEWAY_RULES = [gatewaysSpeakTls, healthLeadsNowhere];
