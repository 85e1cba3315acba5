import assert from "node:assert/strict";
import { problemsOf, stackFile } from "./load-text";

describe("rules between settings", () => {
  const sixteen = [
    ...["us-central1", "us-east1", "us-east4", "us-west1", "us-west2", "us-west3", "us-west4", "asia-east1"],
    ...[
      "asia-east2",
      "asia-south1",
      "europe-west1",
      "europe-west2",
      "europe-west3",
      "europe-west4",
      "asia-south2",
      "me-west1",
    ],
  ];
  const all = [...sixteen, "europe-north1"].map((region, slot) => `${region}: { slot: ${Math.min(slot, 15)} }`);

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "no project",
      "config:\n  agno:regions:\n    us-east1: { slot: 0 }\n",
      ["Pulumi.test.yaml:1:1 gcp:project: is missing; allowed is the id of a Google project"],
    ],
    [
      "no region",
      "config:\n  gcp:project: acme-agents\n  agno:regions: {}\n",
      ["Pulumi.test.yaml:3:3 agno:regions: no region; name at least one"],
    ],
    [
      "a slot that is taken",
      stackFile("us-east1: { slot: 0 }\n    us-west1: { slot: 0 }"),
      ["Pulumi.test.yaml:5:23 agno:regions.us-west1.slot: slot 0 belongs to us-east1; the next free one is 1"],
    ],
    [
      "a slot that is missing",
      stackFile("us-east1: { slot: 0 }\n    us-west1: {}\n    us-west2: { slot: 1 }"),
      [
        "Pulumi.test.yaml:5:5 agno:regions.us-west1.slot: is missing; allowed is a whole number from 0 to 15; the next free one is 2",
      ],
    ],
    [
      "seventeen regions",
      stackFile(all.join("\n    ")),
      [
        "Pulumi.test.yaml:3:3 agno:regions: 17 regions; at most 16 fit, because each owns a sixteenth (a /12) of 10.0.0.0/8; put the others into an environment of their own",
        "Pulumi.test.yaml:20:28 agno:regions.europe-north1.slot: slot 15 belongs to me-west1; all 16 slots are taken",
      ],
    ],
    [
      "more nodes than the pods range holds",
      stackFile("us-east1: { slot: 3, pools: { cpu: { max: 960 } } }"),
      [
        "Pulumi.test.yaml:4:26 agno:regions.us-east1.pools: the pools may reach 1043 nodes, upgrades included; the region's addresses hold 1024, because the pods range 10.52.0.0/14 runs out first at 110 pods a node (podsPerNode); lower max of its pools or podsPerNode",
      ],
    ],
    [
      "more nodes than the nodes range holds",
      stackFile("us-east1: { slot: 0, podsPerNode: 16, pools: { cpu: { max: 4100 } } }"),
      [
        "Pulumi.test.yaml:4:43 agno:regions.us-east1.pools: the pools may reach 4183 nodes, upgrades included; the region's addresses hold 4092, because the nodes range 10.0.0.0/20 runs out first; lower max of its pools",
      ],
    ],
    [
      "a minimum above the maximum",
      stackFile("us-east1: { slot: 0, pools: { memory: { min: 60 } } }"),
      [
        "Pulumi.test.yaml:4:50 agno:regions.us-east1.pools.memory.min: min 60 is more than max 50; lower min or raise max",
      ],
    ],
    [
      "a region's pool that agno:pools does not have",
      stackFile("us-east1: { slot: 0, pools: { memry: { max: 4 } } }"),
      [
        'Pulumi.test.yaml:4:35 agno:regions.us-east1.pools.memry: no such pool; allowed are cpu, gpu, memory, system, and agno:pools adds more (with max: 0 for regions that do not raise it); did you mean "memory"?',
      ],
    ],
    [
      "a pool of its own without a maximum",
      stackFile("us-east1: { slot: 0 }", "  agno:pools: { batch: { min: 0 } }\n"),
      ["Pulumi.test.yaml:3:17 agno:pools.batch.max: is missing; a pool of your own has no default for it"],
    ],
    [
      "too little time for maintenance",
      stackFile("us-east1: { slot: 0 }", "  agno:maintenance: { days: [SA], hours: 10 }\n"),
      [
        "Pulumi.test.yaml:3:42 agno:maintenance.hours: 10 hours on SA are 40 hours in 32 days; GKE needs at least 48: add days or hours",
      ],
    ],
    [
      "an exclusion that ends before it begins",
      stackFile(
        "us-east1: { slot: 0 }",
        '  agno:maintenance:\n    exclusions:\n      sales: { from: "2026-12-02T00:00:00Z", to: "2026-12-01T00:00:00Z", scope: NO_UPGRADES }\n',
      ),
      [
        "Pulumi.test.yaml:5:50 agno:maintenance.exclusions.sales.to: ends at 2026-12-01T00:00:00Z, which is not after its beginning at 2026-12-02T00:00:00Z",
      ],
    ],
    [
      "more than three exclusions without upgrades",
      stackFile(
        "us-east1: { slot: 0 }",
        `  agno:maintenance:\n    exclusions:\n${[1, 2, 3, 4]
          .map(
            (n) =>
              `      e${n}: { from: "2026-12-0${n}T00:00:00Z", to: "2026-12-0${n}T09:00:00Z", scope: NO_UPGRADES }\n`,
          )
          .join("")}`,
      ),
      ["Pulumi.test.yaml:4:5 agno:maintenance.exclusions: 4 exclusions of scope NO_UPGRADES; GKE takes at most 3"],
    ],
    [
      "a node label that the kubelet refuses",
      stackFile("us-east1: { slot: 0 }", '  agno:pools: { cpu: { labels: { "node.kubernetes.io/role": x } } }\n'),
      [
        "Pulumi.test.yaml:3:34 agno:pools.cpu.labels.node.kubernetes.io/role: reserved for Kubernetes itself; allowed are names without a domain or in one of your own",
      ],
    ],
    [
      "a taint that the platform gives itself",
      stackFile(
        "us-east1: { slot: 0 }",
        '  agno:pools: { gpu: { taints: { nvidia.com/gpu: "present:NoSchedule" } } }\n',
      ),
      [
        "Pulumi.test.yaml:3:34 agno:pools.gpu.taints.nvidia.com/gpu: given by the platform to the pools that need it; allowed are names of your own",
      ],
    ],
    [
      "GPUs on a machine that takes none",
      stackFile("us-east1: { slot: 0 }", "  agno:pools: { gpu: { machineType: n2-standard-4 } }\n"),
      [
        "Pulumi.test.yaml:3:37 agno:pools.gpu.machineType: n2-standard-4 cannot have 1 T4; allowed are N1 machines of up to 24 CPUs",
      ],
    ],
    [
      "a machine that the region does not have",
      stackFile("europe-west9: { slot: 0, pools: { gpu: { max: 0 }, memory: { min: 0, max: 0 } } }"),
      [
        "Pulumi.test.yaml:4:5 agno:regions.europe-west9: europe-west9 has no n1-standard-4; choose an e2 or n2 machine type for pool cpu, or max: 0 to do without",
      ],
    ],
    [
      "GPUs that must always run where there are none",
      stackFile("europe-north1: { slot: 0, pools: { gpu: { min: 1 } } }"),
      [
        "Pulumi.test.yaml:4:40 agno:regions.europe-north1.pools.gpu: europe-north1 has no zone with T4; take pool gpu out of it, or choose another region",
      ],
    ],
    [
      "no pool for the cluster's own pods",
      stackFile("us-east1: { slot: 0 }", "  agno:pools: { system: { min: 0, max: 0 } }\n"),
      [
        "Pulumi.test.yaml:3:17 agno:pools.system: the cluster's own pods have no other place; it needs a max of at least 1, and neither gpus, taints nor a spotShare",
      ],
    ],
    [
      "a pool for the cluster's own pods in one region that keeps them off",
      stackFile('us-east1: { slot: 0, pools: { system: { taints: { "a": "b:NoSchedule" } } } }'),
      [
        "Pulumi.test.yaml:4:35 agno:regions.us-east1.pools.system: the cluster's own pods have no other place; it needs a max of at least 1, and neither gpus, taints nor a spotShare",
      ],
    ],
    [
      "a context where clusters are Google's",
      stackFile("us-east1: { slot: 0, context: kind-agno }"),
      [
        "Pulumi.test.yaml:4:35 agno:regions.us-east1.context: belongs to agno:clusters: kubeconfig; clusters at Google need none",
      ],
    ],
    [
      "several regions in one cluster of the kubeconfig",
      stackFile(
        "us-east1: { slot: 0, context: a }\n    us-west1: { slot: 1, context: a }\n    us-west2: { slot: 2 }",
        "  agno:clusters: kubeconfig\n",
      ),
      [
        'Pulumi.test.yaml:6:35 agno:regions.us-west1.context: "a" is the context of us-east1; each region has a cluster of its own',
        "Pulumi.test.yaml:7:5 agno:regions.us-west2.context: is missing; with several regions, each names the kubeconfig context of a cluster of its own",
      ],
    ],
    [
      "a context without a name",
      stackFile("us-east1: { slot: 0, context: '' }", "  agno:clusters: kubeconfig\n"),
      ['Pulumi.test.yaml:5:35 agno:regions.us-east1.context: "" is not allowed; allowed is text such as "kind-agno"'],
    ],
    [
      "a scope that is no part of the environment",
      stackFile("us-east1: { slot: 0 }", "  agno:scope: us-east2\n"),
      [
        'Pulumi.test.yaml:3:15 agno:scope: "us-east2" is no part of this environment; allowed is one of all, global, us-east1; did you mean "us-east1"?',
      ],
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(problemsOf(text), expected);
    });
  }
});
