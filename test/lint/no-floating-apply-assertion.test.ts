import { testRule } from "./test-rule";

testRule("no-floating-apply-assertion", {
  accepts: {
    "a value that is awaited first": "it('', async () => { assert.equal(await valueOf(url), 'a') })",
    "an apply without assertion": "it('', () => { url.apply(console.log) })",
    "an output given to who waits for it":
      "it('', async () => { await valueOf(url.apply((value) => { assert.ok(value) })) })",
    "an output returned to the caller": "function checked() { return url.apply((value) => { assert.ok(value) }) }",
    "an output returned by an arrow": "const checked = () => url.apply((value) => { assert.ok(value) })",
    "an output returned to who waits for it": "given(() => url.apply((value) => { assert.ok(value) }))",
    "outputs in a list": "[url].map((each) => each.apply((value) => { assert.ok(value) }))",
    "a test that is told": "it('', (done) => { url.apply((value) => { assert.ok(value); done() }) })",
    "a promise that is resolved":
      "it('', () => new Promise((resolve) => { url.apply((value) => { assert.ok(value); resolve(value) }) }))",
  },
  refuses: {
    "an output that is dropped": ["it('', () => { url.apply((value) => { assert.ok(value) }) })", "floatingAssertion"],
    "an output that is dropped on purpose": [
      "it('', () => { void url.apply((value) => { assert(value) }) })",
      "floatingAssertion",
    ],
    "an output that is awaited": [
      "it('', async () => { await url.apply((value) => { assert.ok(value) }) })",
      "floatingAssertion",
    ],
    "an output that the test returns": [
      "it('', () => { return url.apply((value) => { assert.ok(value) }) })",
      "floatingAssertion",
    ],
    "an output that the hook returns": [
      "before(() => url.apply((value) => { expect(value).to.equal(1) }))",
      "floatingAssertion",
    ],
    "several outputs, several assertions": [
      "it('', () => { pulumi.all([url]).apply(([one]) => { assert.ok(one); assert.ok(name) }) })",
      "floatingAssertion",
    ],
    "an assertion given to apply": ["it('', () => { url.apply(assert.ok) })", "floatingAssertion"],
    "an optional output": ["it('', () => { maybe?.apply((value) => { assert.ok(value) }) })", "floatingAssertion"],
    "a test that is told nothing, but compared": [
      "it('', (done) => { url.apply((value) => { assert.equal(value, done) }) })",
      "floatingAssertion",
    ],
    "a call that tells the test nothing": [
      "const log = () => {}; it('', () => { url.apply((value) => { assert.ok(value); log() }) })",
      "floatingAssertion",
    ],
    "a test that is told too early": [
      "it('', (done) => { url.apply((value) => { assert.ok(value) }); done() })",
      "floatingAssertion",
    ],
  },
});
