import { createRequire } from "node:module";
import pulumi from "@pulumi/eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import prettier from "eslint-config-prettier/flat";
import typescript from "typescript-eslint";

const require = createRequire(import.meta.url);
require("./loader.cjs");
const { plugin: agno } = require("./lint");

const TYPESCRIPT = ["**/*.ts"];
const COMPONENTS = ["components/**/*.ts"];
const TESTS = ["test/**/*.ts"];
/** What runs by hand or in a pipeline, and may look at its surroundings. */
const COMMANDS = [
  "drill/**",
  "preview/**",
  "preflight/**",
  "review/**",
  "test/**",
  "bench/**",
  "verify/**",
  "tools/**",
  "sandbox/**",
];
/** What must give the same deployment on every run. */
const DETERMINISTIC = ["index.ts", "components/**", "config/**", "cost/**", "policy/**"];
/** What is read most, and kept short for it. */
const SHORT = ["components/**/*.ts", "config/**/*.ts", "emulator/**/*.ts"];

const environmentVariables = {
  object: "process",
  property: "env",
  message:
    "The stack file is the only setting: a variable that others do not have changes their deployment. Add a field in config/.",
};
const DIFFERENT_EACH_RUN =
  "It differs on every run, so every preview shows a change. Make it an argument, or derive it from the stack file.";

export default defineConfig(
  globalIgnores(["**/node_modules", ".cache", "docs"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: TYPESCRIPT,
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    plugins: { "@pulumi": pulumi, agno },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        {
          allowAny: false,
          allowBoolean: false,
          allowNever: false,
          allowNullish: false,
          allowNumber: true,
          allowRegExp: false,
        },
      ],
      "agno/no-resource-in-apply": "error",
      "agno/register-outputs": "error",
    },
  },
  // A test may stand in for a component of another folder.
  { files: TYPESCRIPT, ignores: TESTS, rules: { "agno/component-type": "error" } },
  { files: ["**/*.cjs", "**/*.mjs"], extends: [typescript.configs.strict, typescript.configs.stylistic] },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: COMPONENTS,
    rules: { "agno/require-parent": "error", "agno/no-fixed-logical-name": "error" },
  },
  {
    files: SHORT,
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    ignores: COMMANDS,
    rules: { "no-restricted-properties": ["error", environmentVariables] },
  },
  {
    files: DETERMINISTIC,
    rules: {
      // This list replaces the one above.
      "no-restricted-properties": [
        "error",
        environmentVariables,
        { object: "Math", property: "random", message: DIFFERENT_EACH_RUN },
        { object: "Date", property: "now", message: DIFFERENT_EACH_RUN },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: DIFFERENT_EACH_RUN },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      "agno/no-floating-apply-assertion": "error",
      // Tests may write `found[0]!.name`: where nothing was found, they fail as they should.
      "@typescript-eslint/no-non-null-assertion": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "MemberExpression[object.name=/^(describe|it)$/][property.name=/^(only|skip)$/], Identifier[name=/^x(describe|it)$/]",
          message:
            "It keeps other tests, or this one, from running, and CI stays green. Run one test with mocha --grep.",
        },
      ],
    },
  },
  prettier,
);
