"use strict";

exports.ControlError = require("./control.cjs").ControlError;
exports.Server = require("./server.cjs").Server;
exports.UserPool = require("./user-pool.cjs").UserPool;
exports.userPools = require("./user-pools.cjs").userPools;
