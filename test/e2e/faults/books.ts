/** Whether the state, the cloud and the cluster know of the same things. */
import { platformObjects } from "../cluster-objects";
import { stateOf } from "../state";
import type { World } from "../world";

/** What does not add up, one line each; empty where all is well. */
export async function discrepancies(world: World, stack: string, region: string): Promise<readonly string[]> {
  const { resources, pending } = await stateOf(world, stack);
  const known = resources
    .filter(({ custom, type }) => custom && /^(gcp|kubernetes):/.test(type))
    .map(({ type, id }) => `${type} ${id ?? ""}`);
  const there = [
    ...world.cloud.resources.map(({ type, id }) => `${type} ${id}`),
    ...(await platformObjects(world, region)),
  ];
  const twice = known.filter((key, index) => known.indexOf(key) !== index);
  return [
    ...there.filter((key) => !known.includes(key)).map((key) => `orphaned: ${key} exists and is not in the state`),
    ...known.filter((key) => !there.includes(key)).map((key) => `lost: ${key} is in the state and does not exist`),
    ...twice.map((key) => `duplicated: ${key} is in the state twice`),
    ...pending.map((operation) => `pending: ${JSON.stringify(operation)}`),
  ];
}
