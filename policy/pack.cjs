// Starts the policy pack: `pulumi preview --policy-pack policy`. Nothing imports it, because making a pack starts a server.
"use strict";
require("../loader.cjs");
const { PolicyPack } = require("@pulumi/policy");
const { gpuPoolsAreTainted } = require("./pool");

new PolicyPack("agno-platform", { policies: [gpuPoolsAreTainted] });
