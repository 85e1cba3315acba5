// Runs TypeScript as it stands in the file, for `pulumi up`, the preview and mocha alike: no build step to remember.
// Types are not checked here (`npm run typecheck` does); line numbers stay those of the source.
// Measured against the alternatives in docs/decisions/0001-loader.md.
"use strict";
const Module = require("node:module");

// @pulumi/pulumi loads these two at start, only to serialize JavaScript closures into cloud functions, which no
// program here does. They are two thirds of its start, so each is loaded when somebody first reads from it.
const onlyForClosures = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  const fromPulumi = parent?.filename?.includes("/@pulumi/pulumi/") ?? false;
  if (!fromPulumi || !onlyForClosures.has(request)) return load.call(this, request, parent, isMain);
  return new Proxy(
    {},
    { get: (_, key) => (key === "__esModule" ? true : load.call(Module, request, parent, isMain)[key]) },
  );
};

require("sucrase/register/ts");
