/**
 * What a rule looks at: a resource by the kind that it really is, however the program spelt it. A list counts as its
 * items, a cluster's inline node pools as pools, a custom resource as the kind that it names, a patch as a part.
 */

/** Properties as they cross the wire. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource as either adapter hands it over. */
export interface Resource {
  readonly urn: string;
  /** Pulumi's type token. */
  readonly type: string;
  readonly name: string;
  /** Made by a provider; a component is not. */
  readonly custom: boolean;
  readonly props: Properties;
  /** URN of the provider; empty for a component. */
  readonly provider: string;
  /** What that provider was given. */
  readonly providerProps: Properties;
}

export interface Subject extends Resource {
  /** "gcp:container/nodePool:NodePool", "core/Namespace", "networking.istio.io/Gateway". */
  readonly kind: string;
  /** Only what is given changes: a patch of something that is there already. */
  readonly partial: boolean;
  /** The environment that its provider labels things with, else the stack's name. */
  readonly environment: string;
}

export const CLUSTER = "gcp:container/cluster:Cluster";
export const NODE_POOL = "gcp:container/nodePool:NodePool";
export const GCP_PROVIDER = "pulumi:providers:gcp";

/** The subjects of a resource: itself, and what it holds of other kinds. */
export function subjectsOf(resource: Resource): readonly Subject[] {
  const environment = environmentOf(resource);
  const subject = { ...resource, ...kindOf(resource.type, resource.props), environment };
  return [subject, ...itemsOf(subject), ...inlinePoolsOf(subject)];
}

const TOKEN = /^kubernetes:(.*):(\w+)$/;

/** An object is what it says that it is; where it does not say, what its type says. */
function kindOf(type: string, props: Properties): Pick<Subject, "kind" | "partial"> {
  const [, version = "", typeKind = ""] = TOKEN.exec(type) ?? [];
  if (typeKind === "") return { kind: type, partial: false };
  const { apiVersion, kind } = props;
  const stated = typeof kind === "string" && isName(kind) ? kind : undefined;
  const partial = stated === undefined ? typeKind.endsWith("Patch") : typeKind === `${stated}Patch`;
  const name = stated ?? (partial ? typeKind.slice(0, -"Patch".length) : typeKind);
  const group = groupOf(typeof apiVersion === "string" && isName(apiVersion) ? apiVersion : version);
  return { kind: `${LEGACY[`${group}/${name}`] ?? group}/${name}`, partial };
}

/** Marks of unknown and secret values are no names. */
function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9.]*(\/v\w+)?$/.test(text);
}

/** "apps" of "apps/v1", "core" of "v1" and "core/v1". */
function groupOf(apiVersion: string): string {
  const [group = "", version] = apiVersion.split("/");
  return version === undefined ? "core" : group;
}

/** Where kinds lived once, and some still write them. */
const LEGACY: Readonly<Record<string, string>> = {
  "extensions/Deployment": "apps",
  "extensions/DaemonSet": "apps",
  "extensions/ReplicaSet": "apps",
  "extensions/NetworkPolicy": "networking.k8s.io",
  "extensions/Ingress": "networking.k8s.io",
};

function itemsOf(subject: Subject): readonly Subject[] {
  const { items } = subject.props;
  if (!subject.type.startsWith("kubernetes:") || !subject.kind.endsWith("List") || !Array.isArray(items)) return [];
  const [group = "", list = ""] = subject.kind.split("/");
  return items.filter(isRecord).map((props, index) => {
    const stated = typeof props.kind === "string";
    const type = `kubernetes:${group === "core" ? "core/v1" : `${group}/v1`}:${list.slice(0, -"List".length)}`;
    const name = `${subject.name}, item ${index}`;
    return { ...subject, name, props, ...kindOf(stated ? "kubernetes:core/v1:Object" : type, props) };
  });
}

/** A cluster may hold pools itself, and has a first one unless told to remove it. */
function inlinePoolsOf(subject: Subject): readonly Subject[] {
  if (subject.kind !== CLUSTER) return [];
  const { nodePools, location, name: cluster } = subject.props;
  if (!Array.isArray(nodePools)) return [];
  return nodePools.filter(isRecord).map((pool, index) => ({
    ...subject,
    kind: NODE_POOL,
    name: `${subject.name}, nodePools.${index}`,
    props: { location, cluster, ...pool },
  }));
}

export function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name of the stack in a URN. */
function stackOf(urn: string): string {
  return urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
}

function environmentOf({ urn, providerProps }: Resource): string {
  return environmentLabel(providerProps) ?? stackOf(urn);
}

/** What a Google provider labels everything with, which is the same whichever part of an environment a stack holds. */
export function environmentLabel({ defaultLabels }: Properties): string | undefined {
  try {
    const labels: unknown = typeof defaultLabels === "string" ? JSON.parse(defaultLabels) : defaultLabels;
    return isRecord(labels) && typeof labels.environment === "string" ? labels.environment : undefined;
  } catch {
    return undefined;
  }
}
