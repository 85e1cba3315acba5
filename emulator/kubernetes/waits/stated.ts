/** What a program itself says to wait for, with the annotation pulumi.com/waitFor. */
import type { Properties } from "../../model";
import { annotationOf, conditionOf, pluck } from "../object";
import { WAIT_FOR } from "../annotations";
import type { Wait } from "./wait";

type Test = (object: Properties) => boolean;

/** Undefined where nothing is said. Throws where it cannot be followed. */
export function statedWait(object: Properties): Wait | undefined {
  const said = annotationOf(object, WAIT_FOR);
  if (said === undefined || said === "") return undefined;
  const all = expressionsOf(said).map((expression) => ({ expression, test: testOf(expression) }));
  const look = (live: Properties) => {
    const missing = all.filter(({ test }) => !test(live)).map(({ expression }) => `not yet: ${expression}`);
    return { ready: missing.length === 0, reasons: missing };
  };
  return { start: () => (scene) => look(scene.object) };
}

/** One expression, or a JSON list of them. */
function expressionsOf(said: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(said);
    if (Array.isArray(list) && list.length > 0) return list.map(String);
  } catch {
    return [said];
  }
  throw new Error(`${WAIT_FOR}: at least one condition must be said`);
}

function testOf(expression: string): Test {
  const [, type, status = "True"] = /^condition=([^=]+)(?:=(.*))?$/.exec(expression) ?? [];
  if (type !== undefined) return (object) => conditionOf(object, type)?.status === status;
  const [, path, value] = /^jsonpath=\{((?:\.[A-Za-z0-9_-]+)+)\}(?:=(.*))?$/.exec(expression) ?? [];
  if (path === undefined) {
    throw new Error(`${WAIT_FOR}: "${expression}" is more than the stand-in for the kubernetes plugin understands`);
  }
  return (object) => {
    const found = pluck(object, ...path.slice(1).split("."));
    return value === undefined ? found !== undefined : textOf(found) === value;
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : JSON.stringify(value);
}
