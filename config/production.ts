/** Whether a cluster looks like one that people depend on. Better asked once too often than once too seldom. */
import { BlockList, isIP } from "node:net";
import type { Target } from "./kubeconfig";

/** Why a cluster looks like production; undefined where it does not. */
export function productionSign({ context, cluster, user, server }: Target): string | undefined {
  const named = Object.entries({ context, cluster, user }).find(([, name]) => PRODUCTION.test(wordsOf(name)));
  if (named !== undefined) return `its ${named[0]} is named "${named[1]}"`;
  const managed = [context, cluster].find((name) => MANAGED.test(name));
  if (managed !== undefined) return `"${managed}" is a cluster of a cloud`;
  return isNear(hostOf(server)) ? undefined : `its server is neither on this machine nor in a private network`;
}

const PRODUCTION = /(?<![a-z])(prod|prd|production|live)(?![a-z])/i;
/** How the tools of Google and Amazon name what they make. */
const MANAGED = /^(gke_|connectgateway_|arn:aws)/;

/** "acmeProd" as "acme-Prod". */
function wordsOf(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2");
}

/** Without the brackets of IPv6; empty where it is no address at all. */
function hostOf(server: string): string {
  try {
    const { hostname } = new URL(server.includes("://") ? server : `https://${server}`);
    return hostname.replace(/^\[(.*)\]$/, "$1");
  } catch {
    return "";
  }
}

function isNear(host: string): boolean {
  const version = isIP(host);
  if (version !== 0) return NEAR.check(host, version === 4 ? "ipv4" : "ipv6");
  return /(^|\.)localhost\.?$/.test(host) || /.\.(local|internal)\.?$/.test(host);
}

/** Loopback, private and link-local addresses; 0.0.0.0 is how k3d writes this machine. */
const NEAR = new BlockList();
NEAR.addAddress("0.0.0.0");
NEAR.addSubnet("127.0.0.0", 8);
NEAR.addSubnet("10.0.0.0", 8);
NEAR.addSubnet("172.16.0.0", 12);
NEAR.addSubnet("192.168.0.0", 16);
NEAR.addSubnet("169.254.0.0", 16);
NEAR.addAddress("::1", "ipv6");
NEAR.addSubnet("fc00::", 7, "ipv6");
NEAR.addSubnet("fe80::", 10, "ipv6");
