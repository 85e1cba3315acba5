import { RuleTester, type Rule } from "eslint";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parser } from "typescript-eslint";
import { plugin } from "../../lint";

type Rules = typeof plugin.rules;
type MessageOf<Name extends keyof Rules> = keyof Rules[Name]["meta"]["messages"];

/** Code that goes on where sample/network/sample.ts ends, each piece under what is special about it. */
interface Samples<Name extends keyof Rules> {
  readonly accepts: Readonly<Record<string, string>>;
  readonly refuses: Readonly<Record<string, readonly [code: string, ...messages: MessageOf<Name>[]]>>;
}

// A project of its own, so that a test does not wait for the types of the whole program.
const filename = resolve(__dirname, "sample/network/sample.ts");
const beginning = readFileSync(filename, "utf8");
const tester = new RuleTester({ languageOptions: { parser, parserOptions: { projectService: true } } });

/** States as tests what the rule accepts, and with which messages it refuses the rest. */
export function testRule<Name extends keyof Rules>(name: Name, { accepts, refuses }: Samples<Name>): void {
  const sample = (title: string, code: string) => ({ name: title, filename, code: beginning + code });
  const valid = Object.entries(accepts).map(([title, code]) => sample(title, code));
  const invalid = Object.entries(refuses).map(([title, [code, ...messages]]) => ({
    ...sample(title, code),
    errors: messages.map((messageId) => ({ messageId: String(messageId) })),
  }));
  describe("lint rule", function () {
    this.timeout(60_000); // The first sample waits for TypeScript to start.
    // ESLint and typescript-eslint describe the same rules with different types.
    tester.run(name, plugin.rules[name] as unknown as Rule.RuleModule, { valid, invalid });
  });
}
