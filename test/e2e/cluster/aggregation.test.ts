import assert from "node:assert/strict";
import { type Server, createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { type ApiOptions, ask, create, read, remove } from "../../../sandbox/cluster/api";
import { type Authority, createAuthority } from "../../../sandbox/cluster/certificates";
import { until } from "../../../sandbox/cluster/until";
import { withCluster } from "./with-cluster";

/** What the stand-in was told by the API server about one request. */
interface Asked {
  readonly path: string;
  readonly user: string;
  /** Whom the front proxy's certificate names; undefined where it is none that the cluster vouches for. */
  readonly proxy: string | undefined;
}

const GROUP = "stand-in.example.com";

describe("the aggregation layer of a real cluster", () => {
  const current = withCluster("aggregation", []);
  const asked: Asked[] = [];
  let server: Server | undefined;

  after(() => server?.close());

  it("lets a server of this process answer for a group of the API, and says who asks", async () => {
    const { api } = current();
    const authority = await createAuthority("stand-in");
    server = await standIn(api, authority, asked);
    await register(api, "v1", (server.address() as AddressInfo).port, authority.certificate);
    assert.equal(await availability(api, "v1", "True"), "Passed");

    assert.deepEqual(await read(api, `/apis/${GROUP}/v1/answers/one`), { answer: 42 });
    const request = asked.find(({ path }) => path.endsWith("/answers/one"));
    assert.deepEqual(request, { path: `/apis/${GROUP}/v1/answers/one`, user: "admin", proxy: "front-proxy-client" });
  });

  it("needs no machine for the pods behind a service, without whose answer no namespace could go", async () => {
    const { api } = current();
    const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    for (const name of ["adapter", "goes"]) await create(api, "/api/v1/namespaces", namespace(name));
    const spec = { selector: { app: "adapter" }, ports: [{ port: 443 }] };
    const metadata = { name: "adapter" };
    await create(api, "/api/v1/namespaces/adapter/services", { apiVersion: "v1", kind: "Service", metadata, spec });
    await create(api, "/apis/apiregistration.k8s.io/v1/apiservices", {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: "v1beta1.custom.metrics.k8s.io" },
      spec: {
        group: "custom.metrics.k8s.io",
        version: "v1beta1",
        service: { namespace: "adapter", name: "adapter" },
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    });
    await remove(api, "/api/v1/namespaces/goes");
    await until({ what: "the namespace is gone" }, async () =>
      (await ask(api, "GET", "/api/v1/namespaces/goes")).status === 404 ? true : undefined,
    );
  });

  it("says that a server is not there", async () => {
    const { api } = current();
    // Port 9 is nobody's.
    await register(api, "v2", 9, (await createAuthority("nobody")).certificate);
    assert.equal(await availability(api, "v2", "False"), "FailedDiscoveryCheck");
    assert.equal((await ask(api, "GET", `/apis/${GROUP}/v2/answers/one`)).status, 503);
  });

  it("trusts a server only by the certificate that was registered", async () => {
    const { api } = current();
    const { port } = server?.address() as AddressInfo;
    await register(api, "v3", port, (await createAuthority("somebody else")).certificate);
    assert.equal(await availability(api, "v3", "False"), "FailedDiscoveryCheck");
  });
});

/** An API server in small: it has nothing to discover and one answer. */
async function standIn(api: ApiOptions, authority: Authority, asked: Asked[]): Promise<Server> {
  const { certificate, key } = await authority.issue({ name: "stand-in", hosts: ["localhost", `v1.kube-system.svc`] });
  // As an API server behind another finds out whom to trust.
  const path = "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication";
  const { data } = await read<{ data: Record<string, string> }>(api, path);
  const server = createServer(
    { cert: certificate, key, ca: data["requestheader-client-ca-file"], requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const { socket, headers, url = "" } = request;
      asked.push({ path: url, user: String(headers["x-remote-user"]), proxy: proxyOf(socket) });
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answerTo(url)));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function proxyOf(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  return String(socket.getPeerCertificate().subject.CN);
}

function answerTo(path: string): object {
  if (path.includes("/answers/")) return { answer: 42 };
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion: `${GROUP}/v1`, resources: [] };
}

async function register(api: ApiOptions, version: string, port: number, certificate: string): Promise<void> {
  await create(api, "/api/v1/namespaces/kube-system/services", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: version },
    spec: { type: "ExternalName", externalName: "localhost" },
  });
  await create(api, "/apis/apiregistration.k8s.io/v1/apiservices", {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: `${version}.${GROUP}` },
    spec: {
      group: GROUP,
      version,
      service: { namespace: "kube-system", name: version, port },
      caBundle: Buffer.from(certificate).toString("base64"),
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  });
}

interface SeenService {
  readonly status: { readonly conditions?: readonly { type: string; status: string; reason: string }[] };
}

/** Waits until the server is there, or is not; gives the reason. */
async function availability(api: ApiOptions, version: string, status: "True" | "False"): Promise<string> {
  const path = `/apis/apiregistration.k8s.io/v1/apiservices/${version}.${GROUP}`;
  return until({ what: `Available of ${version} is ${status}` }, async () => {
    const { conditions } = (await read<SeenService>(api, path)).status;
    return conditions?.find((condition) => condition.type === "Available" && condition.status === status)?.reason;
  });
}
