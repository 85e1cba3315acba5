// Starts the policy pack: `pulumi preview --policy-pack policy`. Nothing imports it, because making a pack starts a server.
"use strict";
require("../loader.cjs");
const { PolicyPack } = require("@pulumi/policy");
const { policyOf } = require("./analyzer");
const { RULES } = require("./rules");

new PolicyPack("agno-platform", { policies: RULES.map(policyOf) });
