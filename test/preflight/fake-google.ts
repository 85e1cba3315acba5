/** Google's APIs as far as the preflight asks them, in the forms that Google documents, on loopback. */
import { once } from "node:events";
import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeProject {
  readonly id: string;
  /** APIs that are off; all others are on. */
  off: readonly string[];
  /** Permissions that are not held. */
  lacking: readonly string[];
  /** Limits that are not plenty, by "CPUS" or "us-central1 CPUS". */
  limits: Readonly<Record<string, number>>;
}

export interface FakeGoogle {
  readonly url: string;
  close(): Promise<void>;
}

const PLENTY = 1000;
const REGIONAL = ["CPUS", "PREEMPTIBLE_CPUS", "NVIDIA_T4_GPUS", "PREEMPTIBLE_NVIDIA_T4_GPUS", "INSTANCES"];
const MORE_REGIONAL = ["STATIC_ADDRESSES", "IN_USE_ADDRESSES"];
const WHOLE = ["NETWORKS", "SUBNETWORKS", "ROUTERS", "FORWARDING_RULES", "CPUS_ALL_REGIONS", "GPUS_ALL_REGIONS"];

/** @param token What every request must show, beside the project that its requests count for. */
export async function fakeGoogle(project: FakeProject, token: string): Promise<FakeGoogle> {
  const server = createServer((request, response) => {
    void answer(project, request, token).then(([status, body]) => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function answer(project: FakeProject, request: IncomingMessage, token: string): Promise<[number, unknown]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { headers, url = "" } = request;
  if (headers.authorization !== `Bearer ${token}`) {
    const message = "Request had invalid authentication credentials.";
    return [401, { error: { code: 401, message, status: "UNAUTHENTICATED" } }];
  }
  const { pathname, searchParams } = new URL(url, "http://google.example");
  if (headers["x-goog-user-project"] !== project.id || !pathname.includes(`/projects/${project.id}`)) {
    const message = "The caller does not have permission";
    return [403, { error: { code: 403, message, status: "PERMISSION_DENIED" } }];
  }
  if (pathname.endsWith("/services:batchGet"))
    return [200, { services: services(project, searchParams.getAll("names")) }];
  if (pathname.endsWith(":testIamPermissions")) {
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as { readonly permissions: readonly string[] };
    const held = asked.permissions.filter((permission) => !project.lacking.includes(permission));
    // Google leaves the field out where there is none.
    return [200, held.length > 0 ? { permissions: held } : {}];
  }
  return compute(project, pathname);
}

function services({ off }: FakeProject, names: readonly string[]): readonly unknown[] {
  return names.map((name) => {
    const service = name.split("/").at(-1) ?? "";
    const state = off.includes(service) ? "DISABLED" : "ENABLED";
    return {
      name: `projects/123456789/services/${service}`,
      config: { name: service },
      state,
      parent: "projects/123456789",
    };
  });
}

function compute({ off, limits }: FakeProject, path: string): [number, unknown] {
  if (off.includes("compute.googleapis.com")) {
    const message = "Compute Engine API has not been used in project 123456789 before or it is disabled.";
    const details = [
      { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "SERVICE_DISABLED", domain: "googleapis.com" },
    ];
    return [
      403,
      {
        error: {
          code: 403,
          message,
          errors: [{ reason: "accessNotConfigured" }],
          status: "PERMISSION_DENIED",
          details,
        },
      },
    ];
  }
  const [, region] = /\/regions\/([^/]+)$/.exec(path) ?? [];
  const quotas = (region === undefined ? WHOLE : [...REGIONAL, ...MORE_REGIONAL]).map((metric) => ({
    metric,
    limit: limits[region === undefined ? metric : `${region} ${metric}`] ?? PLENTY,
    usage: 0,
  }));
  const disks = { metric: "SSD_TOTAL_GB", limit: 500_000, usage: 0 };
  return [200, { kind: "compute#region", name: region, quotas: region === undefined ? quotas : [...quotas, disks] }];
}
