import { testRule } from "./test-rule";

/** A component of the folder "network" that gives Pulumi the type. */
function component(name: string, type: string): string {
  return `class ${name} extends pulumi.ComponentResource { constructor() { super(${type}) } }`;
}

testRule("component-type", {
  accepts: {
    "its folder and its class": component("Hub", "'agno:network:Hub', name"),
    "an abstract component":
      "abstract class Base extends pulumi.ComponentResource { constructor(type: string) { super(type, name) } }",
    "a class that is no component": "class Failure extends Error { constructor() { super('failure') } }",
    "a resource of a provider":
      "class Disk extends pulumi.CustomResource { constructor() { super('cloud:storage:Disk', name) } }",
  },
  refuses: {
    "another folder": [component("Hub", "'agno:cluster:Hub', name"), "wrongType"],
    "another class": [component("Hub", "'agno:network:RegionalNetwork', name"), "wrongType"],
    "another package": [component("Hub", "'acme:network:Hub', name"), "wrongType"],
    "no literal": [component("Hub", "`agno:network:${name}`, name"), "wrongType"],
    "no type": [component("Hub", ""), "wrongType"],
    "a class that is not in letters": [component("Hub2", "'agno:network:Hub2', name"), "impossibleType"],
    "a class without a name": [
      component("", "'agno:network:Hub', name").replace("class", "export default class"),
      "impossibleType",
    ],
  },
});
