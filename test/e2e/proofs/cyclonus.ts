/** Cyclonus, an engine for network policies that somebody else wrote: a second opinion on who reaches whom. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { KubernetesObject } from "../../../proofs/objects";
import { tools } from "../../../tools/tools";

/** One end of a question; without a namespace it is an address outside. */
export interface End {
  readonly ip: string;
  readonly namespace?: string;
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
}

export interface Question {
  readonly source: End;
  readonly destination: End;
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly port: number;
}

/** Whether each flow is allowed, in the order of the questions. */
export async function askCyclonus(
  policies: readonly KubernetesObject[],
  questions: readonly Question[],
): Promise<readonly boolean[]> {
  const { cyclonus } = await tools(["cyclonus"]);
  const folder = mkdtempSync(join(tmpdir(), "agno-cyclonus-"));
  try {
    const [list, traffic] = [join(folder, "policies.json"), join(folder, "traffic.json")];
    const items = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicyList", items: policies };
    writeFileSync(list, JSON.stringify(items));
    writeFileSync(traffic, JSON.stringify(questions.map(asTraffic)));
    const { stdout } = await promisify(execFile)(
      cyclonus,
      ["analyze", "--mode", "query-traffic", "--policy-path", list, "--traffic-path", traffic],
      { maxBuffer: 1024 * 1024 * 1024 },
    );
    return [...stdout.matchAll(/IS ALLOWED\? \|\s+(TRUE|FALSE)/g)].map(([, answer]) => answer === "TRUE");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function asTraffic({ source, destination, protocol, port }: Question) {
  return { Source: asPeer(source), Destination: asPeer(destination), Protocol: protocol, ResolvedPort: port };
}

function asPeer({ ip, namespace, namespaceLabels = {}, podLabels = {} }: End) {
  const internal = { Namespace: namespace, NamespaceLabels: namespaceLabels, PodLabels: podLabels };
  return { IP: ip, ...(namespace !== undefined && { Internal: internal }) };
}
