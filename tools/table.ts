/**
 * Which programs and files are made from Go modules. A new one is one entry here and one `tool` (or `require`) line in
 * its set's go.mod; which version it is stands there only.
 */

/** A folder with a go.mod of its own: what is built from it must agree on the versions of all it imports. */
export type ToolSet = "engine" | "control-plane" | "nodes" | "checkers" | "crds" | "network-policies" | "mesh";

interface Made {
  readonly set: ToolSet;
  /** The module whose version it has. */
  readonly module: string;
}

/** A program, built by Go. */
export interface Program extends Made {
  readonly package: string;
  /** Variables of the program and what they must say; {version} is "v1.36.3", {major} "1" and {minor} "36". */
  readonly stamps?: Readonly<Record<string, string>>;
}

/** YAML files of a module, gathered into one: all that are in some folders, and some by themselves. */
export interface Gathered extends Made {
  readonly folders?: readonly string[];
  readonly files?: readonly string[];
}

/** Clients refuse an API server that does not know its own version (Flagger does), and kubectl warns of it. */
const KUBERNETES = {
  set: "control-plane",
  module: "k8s.io/kubernetes",
  stamps: {
    "k8s.io/component-base/version.gitVersion": "{version}",
    "k8s.io/component-base/version.gitMajor": "{major}",
    "k8s.io/component-base/version.gitMinor": "{minor}",
    "k8s.io/client-go/pkg/version.gitVersion": "{version}",
  },
} as const;

const ISTIO = { set: "mesh", module: "istio.io/istio" } as const;

const PROGRAMS = {
  pulumi: {
    set: "engine",
    module: "github.com/pulumi/pulumi/pkg/v3",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    stamps: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": "{version}" },
  },
  etcd: { set: "control-plane", module: "go.etcd.io/etcd/server/v3", package: "go.etcd.io/etcd/server/v3" },
  "kube-apiserver": { ...KUBERNETES, package: "k8s.io/kubernetes/cmd/kube-apiserver" },
  "kube-controller-manager": { ...KUBERNETES, package: "k8s.io/kubernetes/cmd/kube-controller-manager" },
  "kube-scheduler": { ...KUBERNETES, package: "k8s.io/kubernetes/cmd/kube-scheduler" },
  kubectl: { ...KUBERNETES, package: "k8s.io/kubernetes/cmd/kubectl" },
  kwok: { set: "nodes", module: "sigs.k8s.io/kwok", package: "sigs.k8s.io/kwok/cmd/kwok" },
  kubeconform: {
    set: "checkers",
    module: "github.com/yannh/kubeconform",
    package: "github.com/yannh/kubeconform/cmd/kubeconform",
    stamps: { "main.version": "{version}" },
  },
  "kube-score": {
    set: "checkers",
    module: "github.com/zegl/kube-score",
    package: "github.com/zegl/kube-score/cmd/kube-score",
    stamps: { "main.version": "{version}" },
  },
  actionlint: {
    set: "checkers",
    module: "github.com/rhysd/actionlint",
    package: "github.com/rhysd/actionlint/cmd/actionlint",
    stamps: { "github.com/rhysd/actionlint.version": "{version}" },
  },
  cyclonus: {
    set: "network-policies",
    module: "github.com/mattfenwick/cyclonus",
    package: "github.com/mattfenwick/cyclonus/cmd/cyclonus",
  },
  /** Istio's istiod. */
  "pilot-discovery": { ...ISTIO, package: "istio.io/istio/pilot/cmd/pilot-discovery" },
  "pilot-agent": { ...ISTIO, package: "istio.io/istio/pilot/cmd/pilot-agent" },
  istioctl: { ...ISTIO, package: "istio.io/istio/istioctl/cmd/istioctl" },
} as const satisfies Readonly<Record<string, Program>>;

const FILES = {
  /** How kwok's nodes and pods behave: at once, without delays that only cost time here. */
  "stages.yaml": {
    set: "nodes",
    module: "sigs.k8s.io/kwok",
    folders: ["kustomize/stage/node/fast", "kustomize/stage/pod/fast"],
  },
  /** What others define for the API server: the kinds of the mesh, of certificates, of roll-outs and of GKE. */
  "istio.yaml": { set: "crds", module: "istio.io/api", files: ["kubernetes/customresourcedefinitions.gen.yaml"] },
  "cert-manager.yaml": { set: "crds", module: "github.com/cert-manager/cert-manager", folders: ["deploy/crds"] },
  "flagger.yaml": { set: "crds", module: "github.com/fluxcd/flagger", files: ["artifacts/flagger/crd.yaml"] },
  "gke-networking.yaml": {
    set: "crds",
    module: "github.com/GoogleCloudPlatform/gke-networking-api",
    files: ["config/crds/networking.gke.io_fqdnnetworkpolicies.yaml"],
  },
} as const satisfies Readonly<Record<string, Gathered>>;

export type ToolName = keyof typeof PROGRAMS | keyof typeof FILES;

/** In the order in which they are built: what takes long and what most others wait for first. */
export const TOOLS: Readonly<Record<ToolName, Program | Gathered>> = { ...PROGRAMS, ...FILES };

export const TOOL_NAMES = Object.keys(TOOLS) as readonly ToolName[];
