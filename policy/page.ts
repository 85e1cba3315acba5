/** docs/policy.md: every rule, why it is there, what to do, and its figures. */
import { z } from "zod";
import { RULES, TOPICS } from "./rules";
import type { Rule } from "./rule";

/** The page as Markdown. */
export function policyPage(): string {
  const named = Object.values(TOPICS).flat();
  const topics = { ...TOPICS, "Other kinds": RULES.filter((rule) => !named.includes(rule)) };
  return [
    "<!-- Written by `npm run generate` from policy/. Do not edit. -->",
    "# Policies",
    `${RULES.length} rules hold of every stack. The preview judges them offline and ends with status 1 where a mandatory ` +
      "one is broken; `pulumi preview --policy-pack policy` gives the same verdicts under the real engine. Each message " +
      "names the resource, the value, what is allowed, and what to do.",
    "## Values that nobody knows yet",
    "A first preview does not know what Google will invent. Where a rule reads such a value, it says so: as advice for the " +
      "properties in its column *Late*, which the update judges before it makes anything; for all others the rule counts " +
      "as broken until the value is known. Secrets are unknown to a preview as well.",
    "## Settings",
    "Levels and figures stand in a JSON file: `npm run preview -- prod --policy-config FILE`, or " +
      "`pulumi preview --policy-pack policy --policy-pack-config FILE` (the same file). Levels are advisory, mandatory and " +
      "disabled; `all` is for every rule that is not named.",
    '```json\n{ "spot-share-is-bounded": { "share": 0.5 }, "clusters-check-images": "advisory" }\n```',
    ...Object.entries(topics).flatMap(([topic, rules]) => [`## ${topic}`, tableOf(rules), ...rules.flatMap(figuresOf)]),
  ]
    .join("\n\n")
    .concat("\n");
}

function tableOf(rules: readonly Rule[]): string {
  const rows = rules.map(({ name, level, why, mend, late = [] }) =>
    row([
      `\`${name}\``,
      level,
      why,
      `${mend.charAt(0).toUpperCase()}${mend.slice(1)}.`,
      late.map((path) => `\`${path}\``).join(", "),
    ]),
  );
  const head = ["Rule", "Level", "Why", "What to do", "Late"];
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

interface Figure {
  readonly default?: unknown;
  readonly description?: string;
}

function figuresOf({ name, figures }: Rule): readonly string[] {
  if (figures === undefined) return [];
  const { properties = {} } = z.toJSONSchema(figures, { io: "input" }) as { properties?: Record<string, Figure> };
  const rows = Object.entries(properties).map(([figure, { default: fallback, description = "" }]) =>
    row([`\`${figure}\``, `\`${JSON.stringify(fallback)}\``, description]),
  );
  return [
    `Figures of \`${name}\`:`,
    [row(["Figure", "Default", "What it is"]), row(["---", "---", "---"]), ...rows].join("\n"),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
