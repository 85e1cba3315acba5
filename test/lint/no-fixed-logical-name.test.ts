import { testRule } from "./test-rule";

testRule("no-fixed-logical-name", {
  accepts: {
    "the parent's name": "new Bucket(name, {})",
    "a template that begins with it": "new Bucket(`${name}-logs`, {})",
    "a sum that begins with it": "new Bucket(name + '-' + 'logs', {})",
    "a property": "const scope = { name }; new Bucket(`${scope.name}-logs`, {})",
    "a function's answer": "declare function childName(part: string): string; new Bucket(childName('logs'), {})",
    "what need not be fixed": "declare const part: 'logs' | `${string}-logs`; new Bucket(part, {})",
    "what is no resource": "new Error('logs')",
  },
  refuses: {
    "a string": ["new Bucket('logs', {})", "fixedName"],
    "a template without a gap": ["new Bucket(`logs`, {})", "fixedName"],
    "a template that begins with text": ["new Bucket(`agno-${name}`, {})", "fixedName"],
    "a sum that begins with text": ["new Bucket('agno-' + name, {})", "fixedName"],
    "a constant": ["const LOGS = 'logs'; new Bucket(LOGS, {})", "fixedName"],
    "a template that begins with a constant": ["const LOGS = 'logs'; new Bucket(`${LOGS}-${name}`, {})", "fixedName"],
    "one of a fixed list": [
      "for (const part of ['logs', 'state'] as const) new Bucket(`${part}-${name}`, {})",
      "fixedName",
    ],
  },
});
