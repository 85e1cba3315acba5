/** What a person does about a lost region, as commands with the stack's own names. */
import { GATEWAY_PORTS } from "../../components/mesh/gateway-pods";
import { HEALTH_PATH } from "../../components/mesh/health";
import type { RegisteredResource } from "../../emulator/monitor";

/** A step, and what to type. */
export interface Step {
  readonly what: string;
  readonly commands: readonly string[];
}

/**
 * @param resources Of the stack: every name in a command is that of one of them.
 * @throws Error where the stack has no such resource.
 */
export function stepsFor(region: string, stack: string, resources: readonly RegisteredResource[]): readonly Step[] {
  const inputs = (type: string, name: string) => {
    const found = resources.find((resource) => resource.type === type && resource.name === name);
    if (found === undefined) throw new Error(`the stack has no ${type} ${name}`);
    return (property: string) => quoted(String(found.inputs[property]));
  };
  const zone = inputs("gcp:dns/managedZone:ManagedZone", "global-routing-zone");
  const check = inputs("gcp:compute/healthCheck:HealthCheck", "global-routing-health");
  const address = inputs("gcp:compute/address:Address", `global-routing-address-${region}`);
  const cluster = inputs("gcp:container/cluster:Cluster", `${region}-cluster-cluster`);
  const google = resources.find(({ type }) => type === "pulumi:providers:gcp");
  const project = `--project=${quoted(String(google?.inputs.project))}`;
  const at = `$(gcloud compute addresses describe ${address("name")} --region=${region} ${project} --format='value(address)')`;
  return [
    {
      what: "Is it lost, and since when? Ask its gateway as the probers do, and Google for its cluster",
      commands: [
        `gcloud compute health-checks describe ${check("name")} --global ${project}`,
        `curl --max-time 5 --header "Host: $(gcloud dns managed-zones describe ${zone("name")} ${project} --format='value(dnsName)' | sed 's/\\.$//')" "http://${at}:${GATEWAY_PORTS.health}${HEALTH_PATH}"`,
        `gcloud container clusters describe ${cluster("name")} --location=${region} ${project} --format='value(status, statusMessage)'`,
      ],
    },
    {
      what: "Who answers now?",
      commands: [`gcloud dns record-sets list --zone=${zone("name")} ${project} --filter=type=A`],
    },
    {
      what: `Where it fails and Google does not see it: agno:regions.${region}.weight: 0 in the stack file, then`,
      commands: [`npm run preview -- ${stack} --base HEAD`, `pulumi up -s ${stack}`],
    },
    {
      what: "When it is back: take the weight away again, and look at what was missed",
      commands: [`pulumi up -s ${stack}`, `pulumi refresh -s ${stack} --preview-only --expect-no-changes`],
    },
  ];
}

/** As one word of a shell. */
function quoted(text: string): string {
  return /^[\w.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
