/** The preview for programs: the contract that checks and comments in pull requests build on. */
import type { Report } from "./report";

export function toJson(report: Report, timings: Readonly<Record<string, number>>): string {
  const resources = report.resources.map(({ urn, type, name, parent, inputs, outputs, dependencies, options }) => ({
    urn,
    type,
    name,
    parent,
    inputs,
    outputs,
    dependencies,
    options,
  }));
  const { stack, environment, notes } = report;
  return `${JSON.stringify({ stack, scope: environment.scope, resources, notes, timings }, null, 2)}\n`;
}
