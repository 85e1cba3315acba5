import { testRule } from "./test-rule";

testRule("no-resource-in-apply", {
  accepts: {
    "an output as an argument": "new Bucket(name, { url: url.apply((value) => value.trim()) })",
    "a plain object in apply": "url.apply((value) => new URL(value))",
    "a function that apply does not call":
      "function create() { return new Bucket(name, {}) } create(); url.apply(() => name)",
    "a resource that apply reads": "const bucket = new Bucket(name, {}); url.apply(() => bucket.url)",
    "a function's parameter that apply reads":
      "function create(bucket: string) { new Bucket(bucket, {}); url.apply(() => bucket) }",
    "a resource in another callback": "[1].map(() => new Bucket(name, {}))",
    "what apply is called on": "new Bucket(name, {}).url.apply((value) => value)",
    "a resource that is made before apply is called": "url.apply(callbackFor(new Bucket(name, {})))",
  },
  refuses: {
    "a resource in apply": ["url.apply((value) => new Bucket(value, {}))", "resourceInApply"],
    "a resource deep in apply": [
      "url.apply((value) => { if (value) [value].forEach(function (each) { new Bucket(each, {}) }) })",
      "resourceInApply",
    ],
    "a subclass, in apply of several": [
      "pulumi.all([url, url]).apply(([one]) => new PublicBucket(one, {}))",
      "resourceInApply",
    ],
    "an optional output": [
      "declare const maybe: typeof url | undefined; maybe?.apply(() => new Bucket(name, {}))",
      "resourceInApply",
    ],
    "two resources": [
      "url.apply(() => [new Bucket(name, {}), new Bucket(name, {})])",
      "resourceInApply",
      "resourceInApply",
    ],
    "a function given to apply": ["function create() { new Bucket(name, {}) } url.apply(create)", "resourceInApply"],
    "functions called in apply": [
      "const create = () => new Bucket(name, {}); function all() { create(); all() } url.apply(() => { all() })",
      "resourceInApply",
    ],
  },
});
