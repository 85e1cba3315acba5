/** What leads to pods: ready when it leads somewhere, or has settled on leading nowhere. */
import type { Properties } from "../../model";
import { listAt, mapAt, metadataOf, pluck } from "../object";
import type { Look, Wait } from "./wait";

const ENDPOINTS = { group: "", version: "v1", kind: "Endpoints" };
const SERVICE = { group: "", version: "v1", kind: "Service" };

/** A service waits for its endpoints to have been quiet for a while, whether there are any or not. */
function startService(): Look {
  let seen: string | undefined;
  let since = performance.now();
  return async ({ cluster, object, once, settling }) => {
    const reasons: string[] = [];
    const balanced = pluck(object, "spec", "type") === "LoadBalancer";
    const hasAddress = !balanced || listAt(object, "status", "loadBalancer", "ingress").length > 0;
    if (!hasAddress) reasons.push("Service was not allocated an IP address; does your cloud provider support this?");
    if (!leadsToPods(object)) return { ready: hasAddress, reasons };
    const { namespace, name = "" } = metadataOf(object);
    const endpoints = await cluster.find({ kind: ENDPOINTS, namespace, name });
    const version = endpoints && metadataOf(endpoints).resourceVersion;
    if (version !== seen) [seen, since] = [version, performance.now()];
    const subsets = listAt(endpoints, "subsets");
    const isPending = subsets.some((subset) => listAt(subset, "notReadyAddresses").length > 0);
    const isSettled = once || (endpoints !== undefined && performance.now() - since >= settling.endpointsMs);
    if (!subsets.some((subset) => listAt(subset, "addresses").length > 0)) {
      reasons.push(
        "Service does not target any Pods: they may not be ready, or '.spec.selector' matches no Pod's labels",
      );
    }
    const willDo = hasAddress && !isPending;
    return { ready: willDo && isSettled, willDo, reasons };
  };
}

function leadsToPods(service: Properties): boolean {
  const isHeadless = pluck(service, "spec", "clusterIP") === "None";
  const isExternal = pluck(service, "spec", "type") === "ExternalName";
  return !isHeadless && !isExternal && Object.keys(mapAt(service, "spec", "selector")).length > 0;
}

/** An ingress waits for an address, and for the services that it names until it may be believed that none will come. */
function startIngress(): Look {
  const start = performance.now();
  return async ({ cluster, object, once, settling }) => {
    const { namespace } = metadataOf(object);
    const [endpoints, services] = await Promise.all([
      cluster.list(ENDPOINTS, namespace),
      cluster.list(SERVICE, namespace),
    ]);
    const external = services.filter((service) => pluck(service, "spec", "type") === "ExternalName");
    const known = new Set([...endpoints, ...external].map((service) => metadataOf(service).name));
    const patienceMs = endpoints.length > 0 ? settling.endpointsMs : settling.noEndpointsMs;
    const isSettled = once || performance.now() - start >= patienceMs;
    const missing = backendsOf(object).filter((name) => !known.has(name));
    const hasAddress = listAt(object, "status", "loadBalancer", "ingress").length > 0;
    const reasons = missing.map((name) => `Ingress names a service without endpoints: ${name}`);
    if (!hasAddress) reasons.push("Ingress .status.loadBalancer has no hostname or IP address");
    return { ready: hasAddress && (isSettled || missing.length === 0), reasons };
  };
}

function backendsOf(ingress: Properties): readonly string[] {
  return listAt(ingress, "spec", "rules")
    .flatMap((rule) => listAt(rule, "http", "paths"))
    .map((path) => pluck(path, "backend", "service", "name"))
    .filter((name) => typeof name === "string");
}

export const serviceSettled: Wait = { start: startService, onRead: true };
export const ingressAddressed: Wait = { start: startIngress, onRead: true };
