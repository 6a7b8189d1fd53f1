"""The cost of loopback HTTP: health checks compared with nginx, and one change."""

import changes
import load
from comparison import Beside, Comparison


def comparisons(nginx, emulator, data):
    root, health = nginx.url + "/", emulator.url + "/_emulator/health"
    member = changes.member(data)
    return [
        Comparison("health, 64 connections", load.Wrk(health, 64), "nginx", load.Wrk(root, 64)),
        Comparison(
            "health, pipelined ×16", load.Wrk.pipelined(health, 64, 16), "nginx", load.Wrk.pipelined(root, 64, 16)),
        Comparison("health, 1 connection", load.Wrk(health, 1), "nginx", load.Wrk(root, 1)),
        Comparison("add-group-members, 1 user", member, "nginx", Beside(nginx.url, member)),
    ]
