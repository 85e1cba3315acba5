/** Every resource below the component that makes it. */
import type { RegisteredResource } from "../../emulator/monitor";
import { grouped } from "../../proofs/grouped";
import type { Report } from "../report";
import { childrenByParent, kindOf } from "../tree";
import { counted } from "./figures";
import { type Content, type Html, html } from "./html";
import { type Section, fold } from "./parts";

export function resourceSection({ resources }: Report): Section | undefined {
  const root = resources.find(({ parent }) => parent === "");
  if (root === undefined) return undefined;
  const childrenOf = childrenByParent(resources);
  const counts = new Map<string, number>();
  const made = (urn: string): number => {
    const known = counts.get(urn);
    if (known !== undefined) return known;
    const sum = (childrenOf.get(urn) ?? []).reduce(
      (all, { urn: child, custom }) => all + Number(custom) + made(child),
      0,
    );
    counts.set(urn, sum);
    return sum;
  };
  const branch = (resource: RegisteredResource, parent: RegisteredResource | undefined): Html => {
    const children = childrenOf.get(resource.urn) ?? [];
    const components = children.filter(({ custom }) => !custom);
    const own = children.filter(({ custom }) => custom);
    const kind = parent === undefined ? "stack" : kindOf(resource);
    return fold(
      html`${shortName(resource, parent)} <small>${kind}, ${made(resource.urn).toLocaleString("en")}</small>`,
      [ownList(own, resource), components.map((component) => branch(component, resource))],
      parent === undefined,
    );
  };
  const components = resources.filter(({ custom }) => !custom).length - 1;
  return {
    id: "resources",
    title: "Resources",
    body: [
      html`<p class="note">
        ${counted(made(root.urn), "resource")} below ${counted(components, "component")}. Names are shown without the
        part that they have from the component above them.
      </p> `,
      html`<div class="tree">${branch(root, undefined)}</div>`,
    ],
  };
}

function ownList(resources: readonly RegisteredResource[], parent: RegisteredResource): Content {
  if (resources.length === 0) return "";
  const kinds = [...grouped(resources, kindOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<ul>
    ${kinds.map(
      ([kind, of]) =>
        html`<li>${kind} <span>${of.map((resource) => shortName(resource, parent)).join(", ")}</span></li> `,
    )}
  </ul>`;
}

/** "nodes" of region-cluster-nodes below region-cluster. */
function shortName({ name }: RegisteredResource, parent: RegisteredResource | undefined): string {
  const prefix = `${parent?.name ?? ""}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
