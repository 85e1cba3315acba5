import { testRule } from "./test-rule";

/** A component with the constructor's last lines. */
function component(end: string): string {
  return `class Hub extends pulumi.ComponentResource {
    constructor() {
      super("agno:network:Hub", name);
      ${end}
    }
  }`;
}

testRule("register-outputs", {
  accepts: {
    "an output": component("this.registerOutputs({ url });"),
    "outputs from elsewhere": component("this.registerOutputs(outputs);"),
    "a class that is no component": "class Hub {}",
    "an abstract component": "abstract class Base extends pulumi.ComponentResource {}",
    "a component in a component": component(
      `const Part = ${component("this.registerOutputs({ url });")}; this.registerOutputs({ url });`,
    ),
  },
  refuses: {
    "no call": [component(""), "notRegistered"],
    "no constructor": ["class Hub extends pulumi.ComponentResource {}", "notRegistered"],
    "no name": ["export default class extends pulumi.ComponentResource {}", "notRegistered"],
    "a call in a method": [
      "class Hub extends pulumi.ComponentResource { finish() { this.registerOutputs({ url }) } }",
      "notRegistered",
    ],
    "a call in another class": [
      component(`const Part = ${component("this.registerOutputs({ url });")}`),
      "notRegistered",
    ],
    "no argument": [component("this.registerOutputs();"), "noOutputs"],
    "no outputs": [component("this.registerOutputs({});"), "noOutputs"],
    "a subclass": [
      `abstract class Base extends pulumi.ComponentResource {} class Hub extends Base {}`,
      "notRegistered",
    ],
  },
});
