import assert from "node:assert/strict";
import type { Inputs } from "../../verify/check-inputs";
import { type Report, checkResources } from "../../verify/check-resources";
import { type Descriptions, openDescriptions } from "../../verify/discovery-documents";
import { validResources } from "./valid-resources";

const CLUSTER = "gcp:container/cluster:Cluster";
const NODE_POOL = "gcp:container/nodePool:NodePool";
const FIREWALL = "gcp:compute/firewall:Firewall";

describe("inputs of Google resources", function () {
  this.timeout("2m"); // The first time on a machine, the descriptions are downloaded.
  let descriptions: Descriptions;

  before(() => {
    descriptions = openDescriptions();
  });

  const checked = (type: string, inputs: Inputs, name = "us-central1-x"): Report =>
    checkResources([{ type, name, inputs }], descriptions);

  it("have no finding in a valid region", () => {
    const report = checkResources(validResources, descriptions);
    assert.deepEqual(report.lines, []);
    assert.equal(report.resources, validResources.length);
    assert.deepEqual([...report.documents].sort(), [
      "cloudkms.v1",
      "cloudresourcemanager.v3",
      "compute.v1",
      "container.v1",
      "dns.v1",
      "iam.v1",
      "networkconnectivity.v1",
      "servicenetworking.v1",
      "serviceusage.v1",
      "serviceusage.v1beta1",
    ]);
  });

  const planted: readonly (readonly [mistake: string, type: string, path: string, value: unknown, message: RegExp])[] =
    [
      ["an unknown field", CLUSTER, "agentTurbo", true, / agentTurbo: no such field in container.v1 Cluster$/],
      [
        "a misspelt field",
        CLUSTER,
        "enableShieldedNode",
        true,
        / enableShieldedNode: no such field in container.v1 Cluster; did you mean "enableShieldedNodes"\?$/,
      ],
      [
        "a misspelt nested field",
        CLUSTER,
        "addonsConfig.gkeBackupAgentConfg",
        { enabled: true },
        / addonsConfig.gkeBackupAgentConfg: no such field in container.v1 AddonsConfig; did you mean "gkeBackupAgentConfig"\?$/,
      ],
      [
        "a deprecated enumeration value",
        CLUSTER,
        "securityPostureConfig.mode",
        "ENTERPRISE",
        / securityPostureConfig.mode: ENTERPRISE is deprecated in container.v1 SecurityPostureConfig.mode; allowed are DISABLED, BASIC$/,
      ],
      [
        "a deprecated field",
        CLUSTER,
        "securityPostureConfig.vulnerabilityMode",
        "VULNERABILITY_DISABLED",
        / securityPostureConfig.vulnerabilityMode: deprecated: container.v1 SecurityPostureConfig.vulnerabilityMode; Google: "Deprecated: /,
      ],
      [
        "a wrong enumeration value",
        NODE_POOL,
        "nodeConfig.taints",
        [{ key: "gpu", value: "present", effect: "NoSchedule" }],
        / nodeConfig.taints\[0\].effect: NoSchedule is not a value of container.v1 NodeTaint.effect; allowed are NO_SCHEDULE, /,
      ],
      [
        "an unspecified enumeration value",
        NODE_POOL,
        "autoscaling.locationPolicy",
        "LOCATION_POLICY_UNSPECIFIED",
        / autoscaling.locationPolicy: LOCATION_POLICY_UNSPECIFIED says nothing in .*: leave the input out; allowed are BALANCED, ANY$/,
      ],
      [
        "a wrong type",
        NODE_POOL,
        "autoscaling.totalMaxNodeCount",
        "8",
        / autoscaling.totalMaxNodeCount: wrong type: "8", but container.v1 NodePoolAutoscaling.totalMaxNodeCount is a whole number$/,
      ],
      [
        "a number with a fraction",
        NODE_POOL,
        "upgradeSettings.maxSurge",
        1.5,
        / upgradeSettings.maxSurge: wrong type: 1.5, but /,
      ],
      [
        "a group where Google has a value",
        CLUSTER,
        "enableShieldedNodes",
        { enabled: true },
        / enableShieldedNodes: wrong type: a group of fields, but container.v1 ShieldedNodes.enabled is boolean$/,
      ],
      [
        "a list where Google has a map",
        CLUSTER,
        "resourceLabels",
        ["prod"],
        / resourceLabels: wrong type: a list, but /,
      ],
      [
        "a field that is output only",
        CLUSTER,
        "controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint",
        "gke-1.us-central1.gke.goog",
        / controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint: output only: container.v1 DNSEndpointConfig.endpoint is set by Google/,
      ],
      [
        "a shutdown period that the kubelet has not",
        NODE_POOL,
        "nodeConfig.kubeletConfig.shutdownGracePeriodSeconds",
        60,
        / nodeConfig.kubeletConfig.shutdownGracePeriodSeconds: must be 0, 30 or 120; Google: "Allowed values: 0, 30, 120."$/,
      ],
      [
        "a shutdown period without Spot",
        NODE_POOL,
        "nodeConfig.spot",
        false,
        / nodeConfig: .* needs spot: true beside it; /,
      ],
      [
        "critical pods that take all the time",
        NODE_POOL,
        "nodeConfig.kubeletConfig.shutdownGracePeriodCriticalPodsSeconds",
        120,
        / nodeConfig.kubeletConfig: .* must be less than shutdownGracePeriodSeconds; /,
      ],
      [
        "totals together with counts per zone",
        NODE_POOL,
        "autoscaling.minNodeCount",
        1,
        / autoscaling: totalMinNodeCount and totalMaxNodeCount exclude minNodeCount and maxNodeCount in the same pool; /,
      ],
      [
        "a bad duration",
        "gcp:kms/cryptoKey:CryptoKey",
        "rotationPeriod",
        "90d",
        / rotationPeriod: "90d" is not a duration in seconds, such as "3600s", which cloudkms.v1 CryptoKey.rotationPeriod is$/,
      ],
      [
        "a bad time",
        CLUSTER,
        "maintenancePolicy.recurringWindow.startTime",
        "2026-01-03 02:00",
        / maintenancePolicy.recurringWindow.startTime: "2026-01-03 02:00" is not a time of RFC 3339, /,
      ],
      [
        "a day that no month has",
        CLUSTER,
        "maintenancePolicy.recurringWindow.startTime",
        "2026-01-33T02:00:00Z",
        /\.startTime: "2026-01-33T02:00:00Z" is not a time /,
      ],
      [
        "a window every hour",
        CLUSTER,
        "maintenancePolicy.recurringWindow.recurrence",
        "FREQ=HOURLY",
        / maintenancePolicy.recurringWindow.recurrence: must begin a window DAILY, /,
      ],
      [
        "a name against Google's pattern",
        FIREWALL,
        "name",
        "Agno_Deny",
        / name: "Agno_Deny" does not match .* of compute.v1 Firewall.name$/,
      ],
      ["a firewall priority out of range", FIREWALL, "priority", 65_536, / priority: must be from 0 to 65535; /],
      [
        "a field of Google's own spelling",
        FIREWALL,
        "denies",
        [{ IPProtocl: "all" }],
        / denies\[0\].IPProtocl: no such field in compute.v1 Firewall.denied; did you mean "IPProtocol"\?$/,
      ],
      [
        "a topology without its mode",
        "gcp:networkconnectivity/hub:Hub",
        "policyMode",
        undefined,
        /: presetTopology needs policyMode: "PRESET" beside it; /,
      ],
      [
        "a key that turns every hour",
        "gcp:kms/cryptoKey:CryptoKey",
        "rotationPeriod",
        "3600s",
        / must be from 86400s to /,
      ],
      [
        "an oversampled flow log",
        "gcp:compute/subnetwork:Subnetwork",
        "logConfig.flowSampling",
        50,
        / must be from 0 to 1; /,
      ],
      [
        "an unknown spelling",
        CLUSTER,
        "networkingMode",
        "NATIVE",
        / networkingMode: "NATIVE" is not one of VPC_NATIVE, ROUTES$/,
      ],
    ];

  for (const [mistake, type, path, value, message] of planted) {
    it(`are caught with ${mistake}`, () => {
      const report = checked(type, changed(inputsOf(type), path.split("."), value));
      assert.match(report.lines.join("\n"), message);
      assert.equal(report.lines.length, 1, report.lines.join("\n"));
    });
  }

  it("are findings as a whole when nobody has mapped their type", () => {
    const report = checked("gcp:dns/policy:Policy", { enableLogging: true }, "answers");
    assert.deepEqual(report.lines, [
      "answers gcp:dns/policy:Policy: no entry for this type; " +
        "add one to verify/fields, with its API description and schema",
    ]);
  });

  it("are not those of components, providers and Kubernetes objects", () => {
    const resources = ["agno:network:RegionalNetwork", "pulumi:providers:gcp", "kubernetes:core/v1:Namespace"];
    const report = checkResources(
      resources.map((type) => ({ type, name: "x", inputs: { anything: 1 } })),
      descriptions,
    );
    assert.deepEqual([report.lines, report.resources], [[], 0]);
  });

  it("name the resource, its type and the input", () => {
    const report = checked(CLUSTER, { addonsConfig: { fooBar: true } }, "us-central1-cluster");
    assert.deepEqual(report.lines, [
      "us-central1-cluster gcp:container/cluster:Cluster addonsConfig.fooBar: no such field in container.v1 AddonsConfig",
    ]);
  });

  it("are counted, those without a counterpart apart", () => {
    const { checked: compared, explained } = checked(NODE_POOL, {
      project: "acme",
      name: "cpu",
      management: { autoRepair: true, autoUpgrade: true },
    });
    assert.deepEqual([compared, explained], [3, 1]);
  });
});

function inputsOf(type: string): Inputs {
  const found = validResources.find((resource) => resource.type === type);
  assert.ok(found, `the valid region has no ${type}`);
  return found.inputs;
}

/** The same inputs with one value set, or taken out. */
function changed(inputs: Inputs, [name, ...rest]: readonly string[], value: unknown): Inputs {
  if (name === undefined) return inputs;
  return { ...inputs, [name]: rest.length === 0 ? value : changed((inputs[name] ?? {}) as Inputs, rest, value) };
}
