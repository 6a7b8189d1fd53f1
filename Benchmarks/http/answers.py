"""What loopback HTTP costs: health checks beside nginx, and one change."""

import changes
import load
from comparison import TAIL, Beside, Comparison


def comparisons(nginx, emulator, data):
    root, health = nginx.url + "/", emulator.url + "/_emulator/health"
    member = changes.member(data)
    return [
        Comparison("health, 64 connections", load.Wrk(health, 64), "nginx", load.Wrk(root, 64), 0.75, TAIL),
        Comparison(
            "health, pipelined ×16", load.Wrk.pipelined(health, 64, 16),
            "nginx", load.Wrk.pipelined(root, 64, 16), 0.75, TAIL),
        Comparison("health, 1 connection", load.Wrk(health, 1), "nginx", load.Wrk(root, 1), 0.9, TAIL),
        Comparison("add-group-members, 1 user", member, "nginx", Beside(nginx.url, member), 0.4, TAIL),
    ]
