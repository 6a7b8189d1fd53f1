"use strict";

const { after } = require("node:test");
const { userPools } = require("./user-pools.cjs");

exports.userPools = (options) => userPools(after, options);
