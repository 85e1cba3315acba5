// Runs TypeScript as it stands in the file, for `pulumi up`, the preview and mocha alike: no build step to remember.
// Types are not checked here (`npm run typecheck` does); line numbers stay those of the source.
// Measured against the alternatives in docs/decisions/0001-loader.md.
"use strict";
const Module = require("node:module");
const util = require("node:util");

// @pulumi/pulumi loads these two at start, only to serialize JavaScript closures into cloud functions, which no
// program here does. They are two thirds of its start, so each is loaded when somebody first reads from it.
const onlyForClosures = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  const fromPulumi = parent?.filename?.includes("/@pulumi/pulumi/") ?? false;
  if (!fromPulumi || !onlyForClosures.has(request)) return load.call(this, request, parent, isMain);
  return new Proxy({}, { get: (_, key) => key === "__esModule" || load.call(Module, request, parent, isMain)[key] });
};

// Node 20.20 never comes back from colouring a frame such as node_modules/@pulumi/resource.ts (nodejs/node#64011),
// and Pulumi colours the stack of whatever a program throws: without this, `pulumi up` hangs instead of telling why.
util.inspect = new Proxy(util.inspect, {
  apply: (inspect, self, [value, options, ...rest]) =>
    Reflect.apply(inspect, self, [value, value instanceof Error ? { ...options, colors: false } : options, ...rest]),
});

require("sucrase/register/ts");
