// Runs TypeScript as it stands in the file, for `pulumi up`, the preview and mocha alike: no build step to remember.
// Types are not checked here (`npm run typecheck` does); line numbers stay those of the source.
// Measured against the alternatives in docs/decisions/0001-loader.md.
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const util = require("node:util");

// @pulumi/pulumi loads these two at start, only to serialize JavaScript closures into cloud functions, which no
// program here does. They are two thirds of its start, so each is loaded when somebody first reads from it.
// Its entry point also looks for a source map at each frame of each stack, and the SDK notes a stack for each of its
// hundred promises of a resource: most of a large program's time, for lines that are those of the source anyway.
const onlyForClosures = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  const fromPulumi = parent?.filename?.includes("/@pulumi/pulumi/") ?? false;
  if (fromPulumi && request === "source-map-support/register") return {};
  if (!fromPulumi || !onlyForClosures.has(request)) return load.call(this, request, parent, isMain);
  return new Proxy({}, { get: (_, key) => key === "__esModule" || load.call(Module, request, parent, isMain)[key] });
};

// Node 20.20 never comes back from colouring a frame such as node_modules/@pulumi/resource.ts (nodejs/node#64011),
// and Pulumi colours the stack of whatever a program throws: without this, `pulumi up` hangs instead of telling why.
util.inspect = new Proxy(util.inspect, {
  apply: (inspect, self, [value, options, ...rest]) =>
    Reflect.apply(inspect, self, [value, value instanceof Error ? { ...options, colors: false } : options, ...rest]),
});

// What sucrase made of a file is kept until the file or sucrase changes: translating is a third of a start.
const KEPT = path.join(__dirname, "node_modules/.cache/agno-platform");
const { version } = require("sucrase/package.json");
Module._extensions[".ts"] = (module, file) => module._compile(translated(fs.readFileSync(file, "utf8")), file);

function translated(code) {
  const kept = path.join(KEPT, `${createHash("sha256").update(`${version}\n${code}`).digest("hex")}.cjs`);
  try {
    return fs.readFileSync(kept, "utf8");
  } catch {
    const translation = require("sucrase").transform(code, { transforms: ["imports", "typescript"] }).code;
    keep(kept, translation);
    return translation;
  }
}

// Under another name first, so that no other process reads half of it; where nothing can be written, nothing is kept.
function keep(file, text) {
  try {
    fs.mkdirSync(KEPT, { recursive: true });
    fs.writeFileSync(`${file}.${process.pid}`, text);
    fs.renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    if (error.syscall === undefined) throw error;
  }
}
