/** Under which URNs a resource may be known already: what the engine makes of the aliases of a program. */
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";

/** The parts of a URN: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
interface Parts {
  readonly stack: string;
  readonly project: string;
  readonly type: string;
  readonly name: string;
}

/** What a resource says of itself, and what its parent was known as. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** Empty for what is directly below the stack. */
  readonly parent: string;
  readonly aliases: readonly Alias[];
  /** Whole URNs, which older programs send. */
  readonly aliasUrns: readonly string[];
}

const STACK = "pulumi:pulumi:Stack";

/** The URN below a parent; the stack's own type is left out of it. */
export function urnBelow(parent: string, { stack, project, type, name }: Parts): string {
  const above = parent.split("::")[2] ?? STACK;
  return [`urn:pulumi:${stack}`, project, above === STACK ? type : `${above}$${type}`, name].join("::");
}

/**
 * All former URNs of a resource: those that it names itself, and those that follow from its parent's, whose name is
 * taken from the beginning of its own.
 */
export function formerUrns(resource: Registration, urn: string, parentsFormer: readonly string[]): readonly string[] {
  const own = partsOf(urn);
  const said = [...resource.aliasUrns, ...resource.aliases.map((alias) => resolved(alias, resource, own))];
  const named = [{ ...own, type: resource.type }, ...said.map((former) => withOwnType(partsOf(former)))];
  const inherited = parentsFormer.flatMap((former) =>
    named.map((parts) =>
      urnBelow(former, { ...parts, name: renamed(parts.name, nameOf(resource.parent), nameOf(former)) }),
    ),
  );
  return [...new Set([...said, ...inherited])].filter((former) => former !== urn);
}

function resolved(alias: Alias, { type, name, parent }: Registration, { stack, project }: Parts): string {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  return urnBelow(spec.getNoparent() ? "" : spec.getParenturn() || parent, {
    stack: spec.getStack() || stack,
    project: spec.getProject() || project,
    type: spec.getType() || type,
    name: spec.getName() || name,
  });
}

function partsOf(urn: string): Parts {
  const [stack = "", project = "", type = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, type, name: name.join("::") };
}

/** Its own type, without those of its parents. */
function withOwnType(parts: Parts): Parts {
  return { ...parts, type: parts.type.slice(parts.type.lastIndexOf("$") + 1) };
}

function nameOf(urn: string): string {
  return partsOf(urn).name;
}

function renamed(name: string, parent: string, former: string): string {
  return parent !== "" && name.startsWith(parent) ? former + name.slice(parent.length) : name;
}
