/**
 * What may cross a region's VPC, as a table: everything is denied, and each exception says why it is needed.
 * Rules that GKE adds itself (nodes, pods and control plane among each other) have priority 1000 or lower numbers and
 * need no help from here; where nothing matches, the denials at the end do.
 */
import type { Cidr, RegionRanges } from "./address-plan";

export interface FirewallRule {
  readonly name: string;
  /** Why it is there; Google shows it beside the rule. */
  readonly reason: string;
  readonly direction: "INGRESS" | "EGRESS";
  readonly action: "allow" | "deny";
  /** 0–65535, the lowest number wins. */
  readonly priority: number;
  readonly protocols: readonly Protocol[];
  /** Where ingress comes from, or egress goes to. */
  readonly peers: (ranges: RegionRanges) => Cidr[];
}

interface Protocol {
  readonly protocol: "tcp" | "all";
  readonly ports?: string[];
}

const ANYWHERE: Cidr = "0.0.0.0/0";
/** Where Google's health checks and proxies come from (Cloud Load Balancing, firewall rules). */
const GOOGLE_PROBES: readonly Cidr[] = ["35.191.0.0/16", "130.211.0.0/22"];

export const FIREWALL_RULES: readonly FirewallRule[] = [
  {
    name: "deny-ingress",
    reason: "Nobody gets in by default; what was refused is logged.",
    direction: "INGRESS",
    action: "deny",
    priority: 65534,
    protocols: [{ protocol: "all" }],
    peers: () => [ANYWHERE],
  },
  {
    name: "deny-egress",
    reason: "Nothing leaves by default; what was refused is logged.",
    direction: "EGRESS",
    action: "deny",
    priority: 65534,
    protocols: [{ protocol: "all" }],
    peers: () => [ANYWHERE],
  },
  {
    name: "allow-health-checks",
    reason: "Google's load balancers ask the pods of the gateway whether they are well, from these ranges only.",
    direction: "INGRESS",
    action: "allow",
    priority: 1000,
    protocols: [{ protocol: "tcp" }],
    peers: () => [...GOOGLE_PROBES],
  },
  {
    name: "allow-egress-region",
    reason:
      "Nodes reach the control plane, each other, their pods and managed services, all inside the region's own /12.",
    direction: "EGRESS",
    action: "allow",
    priority: 1000,
    protocols: [{ protocol: "all" }],
    peers: ({ region }) => [region],
  },
  {
    name: "allow-egress-https",
    reason: "Nodes pull images and call Google's APIs; agents call their models. Which pod may, network policies say.",
    direction: "EGRESS",
    action: "allow",
    priority: 1000,
    protocols: [{ protocol: "tcp", ports: ["443"] }],
    peers: () => [ANYWHERE],
  },
];
