/** Gives a cluster the kinds that others have invented, as GKE, Istio and cert-manager give them to a real one. */
import { ROOT } from "../../components/mesh/mesh-policies";
import { type Definition, definitions } from "../../tools/definitions";
import { type ApiOptions, apply, ask, read } from "./api";
import { until } from "./until";

const PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

interface Seen {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly storage: boolean }[];
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/**
 * Applies them on the server's side and waits until objects of them can be made; also makes the mesh's own namespace, as
 * whoever installs Istio does. Gives what is there now.
 */
export async function installDefinitions(api: ApiOptions): Promise<readonly Definition[]> {
  const all = await definitions();
  await Promise.all(all.map(({ name, text }) => apply(api, `${PATH}/${name}`, text, "agno-sandbox")));
  // One after the other: all of them together are a megabyte each time one looks.
  for (const { name } of all) {
    await until({ what: `${name} is served` }, async () => {
      const seen = await read<Seen>(api, `${PATH}/${name}`);
      return isEstablished(seen) && (await isServed(api, seen)) ? true : undefined;
    });
  }
  await apply(api, `/api/v1/namespaces/${ROOT}`, namespace(ROOT), "agno-sandbox");
  return all;
}

function namespace(name: string) {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}

function isEstablished({ status }: Seen): boolean {
  return status?.conditions?.some(({ type, status }) => type === "Established" && status === "True") ?? false;
}

/** For a moment after it was established, a kind is still refused with 429. */
async function isServed(api: ApiOptions, { spec: { group, names, versions } }: Seen): Promise<boolean> {
  const version = versions.find(({ storage }) => storage)?.name ?? "";
  return (await ask(api, "GET", `/apis/${group}/${version}/${names.plural}?limit=1`)).status === 200;
}
