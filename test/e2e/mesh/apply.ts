/** Puts objects of any kind into a cluster. */
import { type ApiOptions, apply } from "../../../sandbox/cluster/api";

interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Where the object is: "/apis/networking.istio.io/v1/namespaces/agno-system/gateways/agno-agents-gateway". */
export function pathOf({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const place = namespace === undefined ? root : `${root}/namespaces/${namespace}`;
  return `${place}/${pluralOf(kind.toLowerCase())}/${name}`;
}

function pluralOf(kind: string): string {
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}

/** One after the other, as some need those before them. */
export async function applyAll(api: ApiOptions, objects: readonly object[]): Promise<void> {
  for (const object of objects as readonly KubernetesObject[]) await apply(api, pathOf(object), object, "mesh-test");
}
