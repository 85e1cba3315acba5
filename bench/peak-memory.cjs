// Preloaded into a measured process: says at its end how much memory it had at most, in MB, on file descriptor 3.
"use strict";
const { writeSync } = require("node:fs");
process.on("exit", () => writeSync(3, String(Math.round(process.resourceUsage().maxRSS / 1024))));
