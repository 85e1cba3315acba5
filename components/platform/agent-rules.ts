/** What must hold between the fields of an AgnoAgent, in CEL: the same that config/ asks of an agent in a stack file. */
import { AGENT_NAME_MESSAGE } from "../agent/schema";
import { SYSTEM_POOL } from "../cluster/node-pools";
import type { Rule } from "./structural-schema";

/** The same as the stack file's: with what is put before and after it, it must fit into 63 characters. */
export const NAME_RULES: Rule[] = [
  {
    rule:
      "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$') && " +
      "!self.metadata.name.endsWith('-canary') && self.metadata.name != 'default'",
    message: AGENT_NAME_MESSAGE,
  },
  {
    rule: "!has(self.spec.agentName) || self.spec.agentName == self.metadata.name",
    message: "agentName is not the object's name; leave it out, or say the same",
  },
];

export const SPEC_RULES: Rule[] = [
  {
    rule: `self.pool != '${SYSTEM_POOL}'`,
    message: `pool ${SYSTEM_POOL} is for the cluster's own pods; choose another`,
  },
  {
    rule: "!has(self.replicas) || self.replicas >= self.scaling.minReplicas",
    message: "replicas are fewer than scaling.minReplicas; raise replicas or lower minReplicas",
  },
  {
    rule: "!has(self.replicas) || !has(self.scaling.maxReplicas) || self.replicas <= self.scaling.maxReplicas",
    message: "replicas are more than scaling.maxReplicas; lower replicas or raise maxReplicas",
  },
  {
    rule: "!has(self.canary) || !has(self.image) || self.canary.image != self.image",
    message: "canary.image is the agent's own image; a new version has another digest",
  },
  {
    // What it is compared with would change under it. Its own image may take over as it ends.
    rule:
      "!has(self.canary) || !has(oldSelf.canary) || (has(self.image) == has(oldSelf.image) && " +
      "(!has(self.image) || self.image == oldSelf.image))",
    message: "image must not change while a canary runs; take the canary away first, or with the same change",
  },
];

export const SCALING_RULES: Rule[] = [
  {
    rule: "!has(self.maxReplicas) || self.minReplicas <= self.maxReplicas",
    message: "minReplicas is more than maxReplicas; lower minReplicas or raise maxReplicas",
  },
];

/** Amounts may be numbers. */
const amount = (of: string) => `quantity(string(self.${of}))`;

export const RESOURCE_RULES: Rule[] = ["cpu", "memory"].map((what) => ({
  rule: `!${amount(`limits.${what}`)}.isLessThan(${amount(`requests.${what}`)})`,
  message: `limits.${what} is less than requests.${what}; raise the limit or lower the request`,
}));
