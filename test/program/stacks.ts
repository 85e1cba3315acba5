/** The repository's own stacks, evaluated, and ways to look into what they make. */
import assert from "node:assert/strict";
import type { Environment } from "../../config/environment";
import { loadEnvironment } from "../../config/load";
import type { RegisteredResource } from "../../emulator/monitor";
import { type Report, reportOn } from "../../preview/report";
import { REPOSITORY } from "./language-host";

export function environmentOf(stack: string, scope?: string): Environment {
  return loadEnvironment({ directory: REPOSITORY, stack, ...(scope !== undefined && { scope }) });
}

export function report(stack: string, scope?: string): Promise<Report> {
  return reportOn(environmentOf(stack, scope), { stack });
}

/** The resources that a layer makes: without what every stack has of its own. */
export function madeAtTheCloud(resources: readonly RegisteredResource[]): readonly RegisteredResource[] {
  return resources.filter(({ type }) => /^(gcp|kubernetes):/.test(type));
}

/** The one resource of this type below the component, or of this name. */
export function one(resources: readonly RegisteredResource[], type: string, name: string): RegisteredResource {
  const found = resources.filter((resource) => resource.type === type && resource.name === name);
  assert.equal(found.length, 1, `${found.length} of ${type} named ${name}`);
  return found[0]!;
}
