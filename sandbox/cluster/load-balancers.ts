/** What a cloud does for Services of type LoadBalancer: each gets an address, where no machine is behind it. */
import { type ApiOptions, ask } from "./api";

/** Often enough that nobody waits for it, seldom enough to cost nothing. */
const INTERVAL = 300;

interface Services {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly namespace: string };
    readonly spec: { readonly type?: string };
    readonly status: { readonly loadBalancer?: { readonly ingress?: readonly unknown[] } };
  }[];
}

/** Gives addresses until it is stopped. The address is one that documentation may use (RFC 5737). */
export function balanceLoad(api: ApiOptions): { stop(): Promise<void> } {
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      // A control plane that is just ending refuses; whoever waits for the address tells of it.
      await giveAddresses(api).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, INTERVAL));
    }
  };
  const running = run();
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
}

async function giveAddresses(api: ApiOptions): Promise<void> {
  const { body } = await ask(api, "GET", "/api/v1/services");
  const { items } = JSON.parse(body) as Services;
  const waiting = items.filter(
    ({ spec, status }) => spec.type === "LoadBalancer" && status.loadBalancer?.ingress === undefined,
  );
  for (const { metadata } of waiting) {
    const path = `/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`;
    await ask(api, "PATCH", `${path}?fieldManager=load-balancers&force=true`, {
      ...{ apiVersion: "v1", kind: "Service", metadata: { name: metadata.name } },
      status: { loadBalancer: { ingress: [{ ip: "203.0.113.10", ipMode: "VIP" }] } },
    });
  }
}
