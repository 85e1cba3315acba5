/** Evaluates a program of a given size in this process and prints { resources, time }. */
import { evaluate } from "../emulator/run";
import { manyEnvironments } from "./many-environments";

async function main(size: number): Promise<void> {
  const began = performance.now();
  const { resources } = await evaluate(manyEnvironments(size));
  console.log(JSON.stringify({ resources: resources.length, time: performance.now() - began }));
}

void main(Number(process.argv[2]));
