/** Requests that try to get from one tenant to another: by what their paths, hosts and headers say. */
import fc from "fast-check";

export interface RandomRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const SEGMENTS = [
  ...["..", ".", "", "%2e%2e", "%2E%2E", ".%2e", "..%2f", "%2f..", "%252e%252e", "..\\", "..;", "%00", "*", "~"],
  ...["globex", "initech", "support", "billing", "GLOBEX", "Initech", "globex%2fsupport", "initech%2fbilling"],
  ...["agno-tenant-initech", "prometheus", "readyz", "health", "http:", "@billing", "billing#", "%69nitech"],
];

const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...SEGMENTS) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom(..."abz09-_.~%!$&'()*+,;=:@\\|^`{}[]".split("")), maxLength: 12 }),
  },
);

const start = fc.oneof(
  { weight: 6, arbitrary: fc.constant("/globex/support/") },
  { weight: 2, arbitrary: fc.constant("/initech/billing/") },
  {
    weight: 2,
    arbitrary: fc.constantFrom("/globex/support", "/globex/", "/initech/", "/", "//", "/globex/support/../"),
  },
);

const query = fc.constantFrom("", "?next=/initech/billing/", "?", "?/../../initech/billing/", "#/initech/billing/");

const path = fc
  .tuple(start, fc.array(segment, { maxLength: 6 }), query)
  .map(([first, segments, last]) => first + segments.join("/") + last)
  // Node refuses to send anything else.
  .filter((text) => /^[\x21-\x7e]*$/.test(text));

const HOSTS = [
  ...["agents.acme.example", "agents.acme.example:443", "AGENTS.ACME.EXAMPLE", "agents.acme.example."],
  ...["billing.agno-tenant-initech.svc.cluster.local", "billing.agno-tenant-initech.svc.cluster.local:8000"],
  ...["billing.agno-tenant-initech", "billing", "127.0.0.1", "*", "initech.agents.acme.example", "localhost"],
];

const name = fc.constantFrom(
  ...["canary", "x-forwarded-host", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-client-cert", "forwarded"],
  ...[
    "x-original-url",
    "x-rewrite-url",
    "x-envoy-original-path",
    "x-envoy-original-dst-host",
    "x-envoy-upstream-alt-stat-name",
  ],
  ...[
    "x-envoy-retry-on",
    "x-envoy-max-retries",
    "x-envoy-hedge-on-per-try-timeout",
    "x-envoy-internal",
    "x-http-method-override",
  ],
  ...[
    "x-istio-attributes",
    "x-envoy-peer-metadata-id",
    "x-session-id",
    "authorization",
    "cookie",
    "via",
    "x-tenant-id",
  ],
);

const value = fc.constantFrom(
  ...["true", "false", "initech", "agno-tenant-initech", "billing", "/initech/billing/", "5xx", "1", "https"],
  ...[
    "billing.agno-tenant-initech.svc.cluster.local:8000",
    "outbound|8000||billing.agno-tenant-initech.svc.cluster.local",
  ],
  ...[
    "By=spiffe://cluster.local/ns/agno-tenant-initech/sa/billing",
    "spiffe://cluster.local/ns/agno-tenant-initech/sa/billing",
  ],
);

export const randomRequest: fc.Arbitrary<RandomRequest> = fc
  .tuple(
    path,
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(HOSTS[0] ?? "") },
      { weight: 1, arbitrary: fc.constantFrom(...HOSTS) },
    ),
    fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }),
  )
  .map(([path, host, headers]) => ({ path, headers: { ...headers, host } }));

/** Where a path leads once its dots are followed, as Envoy and every browser read it. */
export function followed(path: string): string {
  return new URL(`http://agents.acme.example${path}`).pathname;
}
