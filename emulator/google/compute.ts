/** Compute Engine: networks and what is in them. */
import { z } from "zod";
import { type ResourceModel, model } from "../model";
import { cidr, computeLink, documentationAddress, region, resourceName } from "./common";

const network = model({
  type: "gcp:compute/network:Network",
  inputs: z.strictObject({
    name: resourceName,
    autoCreateSubnetworks: z.boolean(),
    routingMode: z.enum(["REGIONAL", "GLOBAL"]),
  }),
  immutable: ["name", "autoCreateSubnetworks"],
  answer: ({ name }, { project }) => {
    const id = `projects/${project}/global/networks/${name}`;
    return { id, outputs: { project, selfLink: computeLink(id) } };
  },
});

const subnetwork = model({
  type: "gcp:compute/subnetwork:Subnetwork",
  inputs: z.strictObject({
    name: resourceName,
    region,
    network: z.string(),
    ipCidrRange: cidr,
    secondaryIpRanges: z.array(z.strictObject({ rangeName: resourceName, ipCidrRange: cidr })).max(170),
    privateIpGoogleAccess: z.boolean(),
    logConfig: z.strictObject({
      aggregationInterval: z.enum([
        "INTERVAL_5_SEC",
        "INTERVAL_30_SEC",
        "INTERVAL_1_MIN",
        "INTERVAL_5_MIN",
        "INTERVAL_10_MIN",
        "INTERVAL_15_MIN",
      ]),
      flowSampling: z.number().min(0).max(1),
      metadata: z.enum(["INCLUDE_ALL_METADATA", "EXCLUDE_ALL_METADATA", "CUSTOM_METADATA"]),
    }),
  }),
  immutable: ["name", "region", "network", "ipCidrRange"],
  growing: ["ipCidrRange"],
  answer: ({ name, region, ipCidrRange }, { project }) => {
    const id = `projects/${project}/regions/${region}/subnetworks/${name}`;
    const gatewayAddress = ipCidrRange.replace(/\d+\/\d+$/, "1");
    return { id, outputs: { project, selfLink: computeLink(id), gatewayAddress } };
  },
});

const router = model({
  type: "gcp:compute/router:Router",
  inputs: z.strictObject({ name: resourceName, region, network: z.string() }),
  immutable: ["name", "region", "network"],
  answer: ({ name, region }, { project }) => {
    const id = `projects/${project}/regions/${region}/routers/${name}`;
    return { id, outputs: { project, selfLink: computeLink(id) } };
  },
});

const ports = z.int().min(32).max(65536);
const routerNat = model({
  type: "gcp:compute/routerNat:RouterNat",
  inputs: z
    .strictObject({
      name: resourceName,
      region,
      router: resourceName,
      natIpAllocateOption: z.enum(["MANUAL_ONLY", "AUTO_ONLY"]),
      natIps: z.array(z.string()).min(1).optional(),
      sourceSubnetworkIpRangesToNat: z.enum([
        "ALL_SUBNETWORKS_ALL_IP_RANGES",
        "ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES",
        "LIST_OF_SUBNETWORKS",
      ]),
      subnetworks: z
        .array(
          z.strictObject({
            name: z.string(),
            sourceIpRangesToNats: z.array(z.enum(["ALL_IP_RANGES", "PRIMARY_IP_RANGE", "LIST_OF_SECONDARY_IP_RANGES"])),
          }),
        )
        .optional(),
      enableDynamicPortAllocation: z.boolean(),
      enableEndpointIndependentMapping: z.boolean(),
      minPortsPerVm: ports,
      maxPortsPerVm: ports,
      logConfig: z.strictObject({ enable: z.boolean(), filter: z.enum(["ERRORS_ONLY", "TRANSLATIONS_ONLY", "ALL"]) }),
    })
    .refine((nat) => (nat.natIpAllocateOption === "MANUAL_ONLY") === (nat.natIps !== undefined), {
      error: "natIps belong to MANUAL_ONLY and to nothing else",
    })
    .refine(
      (nat) => (nat.sourceSubnetworkIpRangesToNat === "LIST_OF_SUBNETWORKS") === (nat.subnetworks !== undefined),
      {
        error: "subnetworks belong to LIST_OF_SUBNETWORKS and to nothing else",
      },
    )
    .refine((nat) => !(nat.enableDynamicPortAllocation && nat.enableEndpointIndependentMapping), {
      error: "enableDynamicPortAllocation and enableEndpointIndependentMapping exclude each other",
    })
    .refine((nat) => !nat.enableDynamicPortAllocation || nat.minPortsPerVm < nat.maxPortsPerVm, {
      error: "minPortsPerVm must be less than maxPortsPerVm",
    })
    .refine(
      (nat) =>
        !nat.enableDynamicPortAllocation ||
        [nat.minPortsPerVm, nat.maxPortsPerVm].every((n) => Number.isInteger(Math.log2(n))),
      {
        error: "minPortsPerVm and maxPortsPerVm must be powers of two",
      },
    ),
  immutable: ["name", "region", "router"],
  answer: ({ name, region, router }, { project }) => ({
    id: `${project}/${region}/${router}/${name}`,
    outputs: { project },
  }),
});

const address = model({
  type: "gcp:compute/address:Address",
  inputs: z.strictObject({ name: resourceName, region, addressType: z.enum(["EXTERNAL", "INTERNAL"]) }),
  immutable: ["name", "region", "addressType"],
  answer: ({ name, region }, { project }) => {
    const id = `projects/${project}/regions/${region}/addresses/${name}`;
    return { id, outputs: { project, selfLink: computeLink(id), address: documentationAddress(name) } };
  },
});

const globalAddress = model({
  type: "gcp:compute/globalAddress:GlobalAddress",
  inputs: z
    .strictObject({
      name: resourceName,
      purpose: z.enum(["VPC_PEERING", "PRIVATE_SERVICE_CONNECT"]),
      addressType: z.enum(["INTERNAL", "EXTERNAL"]),
      address: z.ipv4(),
      prefixLength: z.int().min(8).max(29),
      network: z.string(),
    })
    .refine(({ purpose, addressType }) => purpose !== "VPC_PEERING" || addressType === "INTERNAL", {
      error: "a range for VPC_PEERING is INTERNAL",
    }),
  immutable: ["name", "purpose", "addressType", "address", "prefixLength", "network"],
  answer: ({ name }, { project }) => {
    const id = `projects/${project}/global/addresses/${name}`;
    return { id, outputs: { project, selfLink: computeLink(id) } };
  },
});

/** Of those that Cloud DNS asks for: probers of three regions, which leave out some kinds of checks. */
const healthCheck = model({
  type: "gcp:compute/healthCheck:HealthCheck",
  inputs: z
    .strictObject({
      name: resourceName,
      description: z.string().max(2048),
      checkIntervalSec: z.int().min(1).max(300),
      timeoutSec: z.int().min(1).max(300),
      healthyThreshold: z.int().min(1).max(10),
      unhealthyThreshold: z.int().min(1).max(10),
      sourceRegions: z
        .array(region)
        .length(3)
        .refine((regions) => new Set(regions).size === 3, { error: "three different regions" })
        .optional(),
      httpHealthCheck: z.strictObject({
        host: z.string(),
        port: z.int().min(1).max(65535),
        requestPath: z.string().startsWith("/"),
      }),
    })
    .refine(({ timeoutSec, checkIntervalSec }) => timeoutSec <= checkIntervalSec, {
      error: "timeoutSec is at most checkIntervalSec",
    })
    .refine(({ sourceRegions, checkIntervalSec }) => sourceRegions === undefined || checkIntervalSec >= 30, {
      error: "with sourceRegions, checkIntervalSec is at least 30",
    }),
  immutable: ["name", "sourceRegions"],
  answer: ({ name }, { project }) => {
    const id = `projects/${project}/global/healthChecks/${name}`;
    return { id, outputs: { project, selfLink: computeLink(id), type: "HTTP" } };
  },
});

const traffic = z
  .array(z.strictObject({ protocol: z.enum(["tcp", "udp", "icmp", "all"]), ports: z.array(z.string()).optional() }))
  .min(1);
const firewall = model({
  type: "gcp:compute/firewall:Firewall",
  inputs: z
    .strictObject({
      name: resourceName,
      description: z.string().max(2048),
      network: z.string(),
      direction: z.enum(["INGRESS", "EGRESS"]),
      priority: z.int().min(0).max(65535),
      sourceRanges: z.array(cidr).min(1).optional(),
      destinationRanges: z.array(cidr).min(1).optional(),
      allows: traffic.optional(),
      denies: traffic.optional(),
      logConfig: z.strictObject({ metadata: z.enum(["INCLUDE_ALL_METADATA", "EXCLUDE_ALL_METADATA"]) }).optional(),
    })
    .refine(({ allows, denies }) => (allows === undefined) !== (denies === undefined), {
      error: "a rule either allows or denies",
    })
    .refine(({ direction, sourceRanges }) => direction === "INGRESS" || sourceRanges === undefined, {
      error: "sourceRanges belong to INGRESS",
    })
    .refine(({ direction, destinationRanges }) => direction === "EGRESS" || destinationRanges === undefined, {
      error: "destinationRanges belong to EGRESS here",
    }),
  immutable: ["name", "network", "direction"],
  answer: ({ name }, { project }) => {
    const id = `projects/${project}/global/firewalls/${name}`;
    return { id, outputs: { project, selfLink: computeLink(id) } };
  },
});

export const COMPUTE: readonly ResourceModel[] = [
  network,
  subnetwork,
  router,
  routerNat,
  address,
  globalAddress,
  firewall,
  healthCheck,
];
