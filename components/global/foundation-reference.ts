import * as pulumi from "@pulumi/pulumi";
import type { SharedParts } from "./foundation";

/** The full name of the stack that holds an environment's global layer. */
export function globalStackOf(environment: string): string {
  return `${pulumi.getOrganization()}/${pulumi.getProject()}/${environment}-global`;
}

/**
 * The global layer as another stack has made it, for a stack that holds a region and not what it builds on.
 *
 * @throws RunError where the program waits for a value that the other stack does not have, with the command that
 * brings it.
 */
export function referTo(
  reference: pulumi.StackReference,
  { regions, domain }: { readonly regions: readonly string[]; readonly domain: string },
): SharedParts {
  const global = reference.getOutput("global") as pulumi.Output<GlobalOutputs | undefined>;
  const required = (what: string, pick: (outputs: GlobalOutputs) => string | undefined): pulumi.Output<string> =>
    pulumi.all([global, reference.name]).apply(([outputs, stack]) => {
      const value = outputs && pick(outputs);
      if (value !== undefined) return value;
      throw new pulumi.RunError(`stack ${stack} has no ${what} yet; bring it up to date first: pulumi up -s ${stack}`);
    });
  return {
    outputs: {
      hubId: required("hub", ({ hubId }) => hubId),
      queueAgent: required("account of Pub/Sub", ({ queueAgent }) => queueAgent),
      clusterKeyIds: Object.fromEntries(
        regions.map((region) => [region, required(`key for ${region}`, (outputs) => outputs.clusterKeyIds?.[region])]),
      ),
      gatewayAddresses: Object.fromEntries(
        (domain === "" ? [] : regions).map((region) => [
          region,
          required(`address for ${region}`, (outputs) => outputs.gatewayAddresses?.[region]),
        ]),
      ),
    },
    prerequisites: [],
  };
}

/** The output "global" of a stack, as index.ts exports it; another version of the program may have exported less. */
interface GlobalOutputs {
  readonly hubId?: string;
  readonly queueAgent?: string;
  readonly clusterKeyIds?: Readonly<Record<string, string>>;
  readonly gatewayAddresses?: Readonly<Record<string, string>>;
}
