/** What Envoy is started with: who it is, and where pilot-agent is, from which it has everything else. */

const API = "type.googleapis.com/envoy";

/**
 * A template in Go's language, which pilot-agent fills in. Istio's own also gathers metrics and traces, which need
 * Istio's own Envoy.
 *
 * @param admin The port of Envoy's page about itself.
 */
export function bootstrapTemplate(admin: number): string {
  const bootstrap = {
    node: { id: "{{ .nodeID }}", cluster: "{{ .cluster }}", metadata: "METADATA" },
    admin: { address: { socket_address: { address: "127.0.0.1", port_value: admin } } },
    dynamic_resources: {
      lds_config: ADS,
      cds_config: ADS,
      ads_config: {
        api_type: "DELTA_GRPC",
        set_node_on_first_message_only: true,
        transport_api_version: "V3",
        grpc_services: [{ envoy_grpc: { cluster_name: "xds-grpc" } }],
      },
    },
    static_resources: {
      // Paths from the folder that pilot-agent is started in, and for the second its own configuration's.
      clusters: [agent("sds-grpc", "./var/run/secrets/workload-spiffe-uds/socket"), agent("xds-grpc", "./etc/XDS")],
    },
  };
  return JSON.stringify(bootstrap, undefined, 2).replace('"METADATA"', "{{ .meta_json_str }}");
}

const ADS = { ads: {}, initial_fetch_timeout: "0s", resource_api_version: "V3" } as const;

/** One of pilot-agent's two sockets. */
function agent(name: string, path: string) {
  return {
    name,
    type: "STATIC",
    connect_timeout: "1s",
    typed_extension_protocol_options: {
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": `${API}.extensions.upstreams.http.v3.HttpProtocolOptions`,
        explicit_http_config: { http2_protocol_options: {} },
      },
    },
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { pipe: { path } } } }] }],
    },
  };
}
