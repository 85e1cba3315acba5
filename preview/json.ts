/** The preview for programs: the contract that checks and comments in pull requests build on. */
import { costJson } from "../cost/json";
import { changesJson } from "./changes/json";
import type { Report } from "./report";

export function toJson(report: Report, timings: Readonly<Record<string, number>>): string {
  const resources = report.resources.map(
    ({ urn, type, name, parent, inputs, outputs, dependencies, options, provider }) => ({
      urn,
      type,
      name,
      parent,
      inputs,
      outputs,
      dependencies,
      options,
      provider,
    }),
  );
  const { stack, environment, proofs, policy, cost, budgets, changes, notCompared, notes } = report;
  const told = {
    proofs,
    policy,
    cost: cost && costJson(cost),
    budgets,
    ...(changes && { changes: changesJson(changes) }),
    ...(notCompared !== undefined && { notCompared }),
  };
  const shown = { stack, scope: environment.scope, resources, ...told, notes, timings };
  return `${JSON.stringify(shown, null, 2)}\n`;
}
