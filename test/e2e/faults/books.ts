/** Whether the state and the cloud know of the same things. */
import { stateOf } from "../state";
import type { World } from "../world";

/** What does not add up, one line each; empty where all is well. */
export async function discrepancies(world: World, stack: string): Promise<readonly string[]> {
  const { resources, pending } = await stateOf(world, stack);
  const known = resources
    .filter(({ custom, type }) => custom && type.startsWith("gcp:"))
    .map(({ type, id }) => `${type} ${id ?? ""}`);
  const there = world.cloud.resources.map(({ type, id }) => `${type} ${id}`);
  const twice = known.filter((key, index) => known.indexOf(key) !== index);
  return [
    ...there
      .filter((key) => !known.includes(key))
      .map((key) => `orphaned: ${key} is at the cloud and not in the state`),
    ...known.filter((key) => !there.includes(key)).map((key) => `lost: ${key} is in the state and not at the cloud`),
    ...twice.map((key) => `duplicated: ${key} is in the state twice`),
    ...pending.map((operation) => `pending: ${JSON.stringify(operation)}`),
  ];
}
