/** Which parts each region has and what connects them, read from the resources of the plan. */
import { heldRegions } from "../../config/environment";
import type { RegisteredResource } from "../../emulator/monitor";
import { overlaps } from "../../proofs/ranges";
import type { Report } from "../report";
import { childrenByParent } from "../tree";

export interface Hub {
  readonly name: string;
  /** "MESH"; "" where the hub is another stack's. */
  readonly topology: string;
}

export interface Pool {
  readonly name: string;
  /** "n1-standard-4", "n1-standard-4 + 1 T4". */
  readonly machine: string;
  readonly min: number;
  readonly max: number;
  readonly isSpot: boolean;
}

/** A region as it will be; a part that the plan does not make is null or empty. */
export interface Site {
  readonly region: string;
  /** The context of its cluster, where that is a kubeconfig's; "" for the current one. */
  readonly context: string;
  readonly vpc: { readonly name: string; readonly ranges: readonly string[] } | null;
  readonly cluster: string | null;
  readonly pools: readonly Pool[];
  /** How it joins the hub. */
  readonly spoke: { readonly name: string; readonly hub: string } | null;
  /** By what it leaves: the router's NAT and its fixed addresses. */
  readonly nat: { readonly name: string; readonly addresses: readonly string[] } | null;
  /** Names that are answered inside only, with the addresses. */
  readonly zone: { readonly name: string; readonly dnsName: string; readonly answers: readonly string[] } | null;
  /** Where agents are reached from outside. */
  readonly gateway: {
    readonly name: string;
    readonly hosts: readonly string[];
    readonly ports: readonly number[];
  } | null;
  /** Other regions whose addresses its firewall lets in. */
  readonly letsIn: readonly string[];
}

export interface Sites {
  readonly hub: Hub | null;
  /** In the order of the stack file. */
  readonly sites: readonly Site[];
}

const TYPE = {
  hub: "gcp:networkconnectivity/hub:Hub",
  spoke: "gcp:networkconnectivity/spoke:Spoke",
  network: "gcp:compute/network:Network",
  subnetwork: "gcp:compute/subnetwork:Subnetwork",
  address: "gcp:compute/address:Address",
  nat: "gcp:compute/routerNat:RouterNat",
  firewall: "gcp:compute/firewall:Firewall",
  zone: "gcp:dns/managedZone:ManagedZone",
  record: "gcp:dns/recordSet:RecordSet",
  cluster: "gcp:container/cluster:Cluster",
  pool: "gcp:container/nodePool:NodePool",
  gateway: /^kubernetes:networking\.istio\.io\/\w+:Gateway$/,
} as const;

/** What a resource was given, as far as it is read here. */
type Inputs = RegisteredResource["inputs"];

export function sitesOf({ environment, resources }: Pick<Report, "environment" | "resources">): Sites {
  const children = childrenByParent(resources);
  const below = (urn: string): readonly RegisteredResource[] =>
    (children.get(urn) ?? []).flatMap((child) => [child, ...below(child.urn)]);
  const sites = heldRegions(environment).map(({ name, context }) => {
    const root = resources.find((resource) => resource.name === name && resource.type.startsWith("agno:region:"));
    return siteOf(name, context, root === undefined ? [] : below(root.urn));
  });
  const made = resources.find(({ type }) => type === TYPE.hub);
  const joined = sites.find(({ spoke }) => spoke !== null)?.spoke?.hub ?? "";
  const hub =
    made === undefined
      ? { name: joined, topology: "" }
      : { name: textAt(made.inputs, "name"), topology: textAt(made.inputs, "presetTopology") };
  return {
    hub: hub.name === "" ? null : hub,
    sites: sites.map((site) => ({ ...site, letsIn: othersLetIn(site, sites) })),
  };
}

interface Unconnected extends Site {
  /** What its firewall lets in. */
  readonly sources: readonly string[];
}

function siteOf(region: string, context: string, resources: readonly RegisteredResource[]): Unconnected {
  const all = (type: string | RegExp): readonly Inputs[] =>
    resources
      .filter((one) => (typeof type === "string" ? one.type === type : type.test(one.type)))
      .map(({ inputs }) => inputs);
  const first = <T>(type: string | RegExp, read: (inputs: Inputs) => T): T | null => {
    const [inputs] = all(type);
    return inputs === undefined ? null : read(inputs);
  };
  const name = (inputs: Inputs) => textAt(inputs, "name");
  return {
    ...{ region, context, letsIn: [] },
    vpc: first(TYPE.network, (inputs) => ({ name: name(inputs), ranges: all(TYPE.subnetwork).flatMap(rangesOf) })),
    cluster: first(TYPE.cluster, name),
    pools: all(TYPE.pool).map(poolOf),
    spoke: first(TYPE.spoke, (inputs) => ({ name: name(inputs), hub: textAt(inputs, "hub").split("/").at(-1) ?? "" })),
    nat: first(TYPE.nat, (inputs) => ({ name: name(inputs), addresses: all(TYPE.address).map(name) })),
    zone: first(TYPE.zone, (inputs) => ({
      ...{ name: name(inputs), dnsName: textAt(inputs, "dnsName") },
      answers: all(TYPE.record)
        .filter((record) => record.type === "A")
        .flatMap((record) => textsAt(record, "rrdatas")),
    })),
    gateway: first(TYPE.gateway, gatewayOf),
    sources: all(TYPE.firewall)
      .filter(({ allows }) => allows !== undefined)
      .flatMap((rule) => textsAt(rule, "sourceRanges")),
  };
}

function othersLetIn({ region, sources }: Unconnected, sites: readonly Unconnected[]): readonly string[] {
  return sites
    .filter((other) => other.region !== region)
    .filter(({ vpc }) => vpc?.ranges.some((range) => sources.some((source) => overlaps(source, range))))
    .map((other) => other.region);
}

function rangesOf(subnetwork: Inputs): readonly string[] {
  return [
    textAt(subnetwork, "ipCidrRange"),
    ...itemsAt(subnetwork, "secondaryIpRanges").map((range) => textAt(range, "ipCidrRange")),
  ];
}

function poolOf(inputs: Inputs): Pool {
  const gpus = itemsAt(inputs, "nodeConfig", "guestAccelerators").map(
    (gpu) => ` + ${String(at(gpu, "count"))} ${textAt(gpu, "type").replace("nvidia-tesla-", "").toUpperCase()}`,
  );
  return {
    name: textAt(inputs, "name"),
    machine: `${textAt(inputs, "nodeConfig", "machineType")}${gpus.join("")}`,
    min: numberAt(inputs, "autoscaling", "totalMinNodeCount"),
    max: numberAt(inputs, "autoscaling", "totalMaxNodeCount"),
    isSpot: at(inputs, "nodeConfig", "spot") === true,
  };
}

function gatewayOf(inputs: Inputs): NonNullable<Site["gateway"]> {
  const servers = itemsAt(inputs, "spec", "servers");
  return {
    name: textAt(inputs, "metadata", "name"),
    hosts: [...new Set(servers.flatMap((server) => textsAt(server, "hosts")))],
    ports: servers.map((server) => numberAt(server, "port", "number")),
  };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
}

function numberAt(value: unknown, ...path: readonly string[]): number {
  const found = at(value, ...path);
  return typeof found === "number" ? found : 0;
}

function itemsAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return itemsAt(value, ...path).filter((item) => typeof item === "string");
}
