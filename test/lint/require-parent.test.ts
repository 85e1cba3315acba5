import { testRule } from "./test-rule";

/** A component that takes no arguments, only options. */
const HUB = `class Hub extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) { super("agno:network:Hub", name, {}, opts) }
}
`;

testRule("require-parent", {
  accepts: {
    "a parent": "new Bucket(name, {}, { parent: parent })",
    "a parent in short": "new Bucket(name, {}, { protect: true, parent })",
    "options that take over others": "new Bucket(name, {}, { ...options })",
    "options from elsewhere": "new Bucket(name, {}, options)",
    "arguments from elsewhere": "new Bucket(...rest)",
    "a parent of what takes no arguments": HUB + "new Hub(name, { parent })",
    "options of a type of their own":
      "class Logs extends Bucket { constructor(...all: unknown[]) { super(name, all) } } new Logs(name, {}, { parent })",
    "what is no resource": "new Map()",
    "a class that is only called like a resource": "{ class Resource {} new Resource() }",
  },
  refuses: {
    "no options": ["new Bucket(name, {})", "noOptions"],
    "a parent among the arguments": ["new Bucket(name, { parent })", "noOptions"],
    "empty options": ["new Bucket(name, {}, {})", "noParent"],
    "other options": ["new Bucket(name, {}, { protect: true })", "noParent"],
    "a subclass": ["new PublicBucket(name, {})", "noOptions"],
    "a component": [HUB + "new Hub(name)", "noOptions"],
    "a component with other options": [HUB + "new Hub(name, { protect: true })", "noParent"],
    "a class that takes no options": [
      "class Logs extends Bucket { constructor() { super(name, {}) } } new Logs()",
      "noOptions",
    ],
    "a class that was given": ["function make<T extends Bucket>(kind: new () => T) { new kind() }", "noOptions"],
  },
});
