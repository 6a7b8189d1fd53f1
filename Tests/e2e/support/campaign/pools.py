"""Calls that make, fill, reset, copy and remove user pools, chosen by chance, with a ledger of what was acknowledged."""

import copy
import dataclasses
import json

from caller import API
from sample_seeds import group, pool, seed

POOLS, GROUPS, SNAPSHOTS, WEBHOOKS = 3, 6, 3, 5
HEADER = "x-genauth-emulator-user-pool"


@dataclasses.dataclass
class Contents:
    """One user pool: its groups and webhooks now, at its beginning, and in its snapshots by name.

    A webhook is a name among the codes of groups: whatever replaces the groups replaces the webhooks.
    """

    groups: set
    beginning: set
    snapshots: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class PoolCall:
    """A request, and what it makes of the pools of its caller; `pool_id` is the pool an operation works on."""

    method: str
    path: str
    body: dict | None
    effect: object
    pool_id: str | None = None
    learn: object = None


class PoolLedger:
    """The pools of one caller by its acknowledged calls, and the call in doubt."""

    def __init__(self, owner):
        self.owner = owner
        self.pools = {}
        self.doubtful = None
        self.acknowledged = 0
        self.refused = []

    def after(self, call):
        pools = copy.deepcopy(self.pools)
        call.effect(pools)
        return pools

    def acknowledge(self, call, status, body):
        if status // 100 != 2:
            self.refused.append((call, status, body))
            return
        call.effect(self.pools)
        if call.learn:
            call.learn(json.loads(body))
        self.acknowledged += 1

    def settle(self, found):
        """Compares with what is found after a crash, which is what holds from now on."""
        assert not self.refused, self.refused
        allowed = [self.pools] + ([self.after(self.doubtful)] if self.doubtful else [])
        fitting = [pools for pools in allowed if shown(pools) == found]
        assert fitting, f"{self.owner}: found {found}\nacknowledged {self.pools}\nin doubt {self.doubtful}"
        self.pools, self.doubtful = fitting[0], None


def shown(pools):
    """What the server shows of pools: the codes of groups with the names of webhooks, and the names of snapshots."""
    return {pool_id: (contents.groups, set(contents.snapshots)) for pool_id, contents in pools.items()}


class PoolWork:
    """The next call of one caller, by chance and by the pools it has."""

    def __init__(self, ledger, chance):
        self.ledger = ledger
        self.chance = chance
        self.number = 0
        self.is_stopping = False
        # The ids of webhooks by their names; a copy of a pool has the same ones.
        self.webhook_ids = {}

    def next(self):
        pools = self.ledger.pools
        kinds = [self.create, self.create] if len(pools) < POOLS else [self.delete]
        if pools:
            kinds += [self.create_group] * 3 + [self.reset, self.fill, self.take_snapshot, self.take_snapshot]
            kinds += [self.create_webhook] * 2
            if len(pools) < POOLS:
                kinds += [self.copy]
        if any(contents.snapshots for contents in pools.values()):
            kinds += [self.restore, self.restore, self.delete_snapshot]
        if any(self.webhooks(pool_id) for pool_id in pools):
            kinds += [self.delete_webhook]
        return self.chance.choice(kinds)()

    def new_name(self, kind):
        self.number += 1
        return f"{kind}-{self.ledger.owner}-{self.number}"

    def some_pool(self, with_snapshots=False):
        pools = self.ledger.pools
        return self.chance.choice(sorted(key for key in pools if pools[key].snapshots or not with_snapshots))

    def new_groups(self):
        return [self.new_name("group") for _ in range(self.chance.randint(1, GROUPS))]

    @staticmethod
    def call(method, pool_id, rest, effect, body=None):
        return PoolCall(method, f"/_emulator/user-pools/{pool_id}{rest}", body, effect)

    def create(self):
        pool_id, codes = self.new_name("pool"), self.new_groups()
        body = {"id": pool_id, "seed": {"groups": [group(code) for code in codes]}}
        return PoolCall(
            "POST",
            "/_emulator/user-pools",
            body,
            lambda pools: pools.update({pool_id: Contents(set(codes), set(codes))}),
        )

    def copy(self):
        pool_id, origin = self.new_name("pool"), self.some_pool()
        name = self.chance.choice([None, *sorted(self.ledger.pools[origin].snapshots)])

        def effect(pools):
            codes = pools[origin].snapshots[name] if name else pools[origin].groups
            pools[pool_id] = Contents(set(codes), set(codes))

        body = {"id": pool_id, "from": {"userPool": origin} | ({"snapshot": name} if name else {})}
        return PoolCall("POST", "/_emulator/user-pools", body, effect)

    def delete(self):
        pool_id = self.some_pool()
        return self.call("DELETE", pool_id, "", lambda pools: pools.pop(pool_id))

    def reset(self):
        pool_id = self.some_pool()

        def effect(pools):
            pools[pool_id].groups = set(pools[pool_id].beginning)

        return self.call("POST", pool_id, "/reset", effect)

    def fill(self):
        pool_id, codes = self.some_pool(), self.new_groups()

        def effect(pools):
            pools[pool_id].groups = set(codes)

        body = seed(pool(pool_id, groups=[group(code) for code in codes]))
        return self.call("POST", pool_id, "/import", effect, body)

    def take_snapshot(self):
        """A snapshot with a new name: whether a call in doubt has replaced one could not be seen in the list of names."""
        pool_id = self.some_pool()
        if len(self.ledger.pools[pool_id].snapshots) >= SNAPSHOTS:
            return self.delete_snapshot()
        name = self.new_name("snapshot")

        def effect(pools):
            pools[pool_id].snapshots[name] = set(pools[pool_id].groups)

        return self.call("POST", pool_id, "/snapshots", effect, {"name": name})

    def restore(self):
        pool_id = self.some_pool(with_snapshots=True)
        name = self.chance.choice(sorted(self.ledger.pools[pool_id].snapshots))

        def effect(pools):
            pools[pool_id].groups = set(pools[pool_id].snapshots[name])

        return self.call("POST", pool_id, f"/snapshots/{name}/restore", effect)

    def delete_snapshot(self):
        pool_id = self.some_pool(with_snapshots=True)
        name = self.chance.choice(sorted(self.ledger.pools[pool_id].snapshots))
        return self.call(
            "DELETE", pool_id, f"/snapshots/{name}", lambda pools: pools[pool_id].snapshots.pop(name)
        )

    def create_group(self):
        pool_id, code = self.some_pool(), self.new_name("group")
        body = {"code": code, "name": code, "description": "made under load", "type": "static"}
        return PoolCall(
            "POST", API + "create-group", body, lambda pools: pools[pool_id].groups.add(code), pool_id
        )

    def webhooks(self, pool_id):
        return sorted(name for name in self.ledger.pools[pool_id].groups if name in self.webhook_ids)

    def create_webhook(self):
        """A webhook whose receiver is not there, so that its deliveries fail at once."""
        pool_id, name = self.some_pool(), self.new_name("webhook")
        if len(self.webhooks(pool_id)) >= WEBHOOKS:
            return self.delete_webhook()
        body = {"name": name, "url": "http://127.0.0.1:9/", "events": ["group:created"]}
        call = self.call("POST", pool_id, "/webhooks", lambda pools: pools[pool_id].groups.add(name), body)
        call.learn = lambda answer: self.webhook_ids.update({name: answer["webhookId"]})
        return call

    def delete_webhook(self):
        pool_id = self.chance.choice(sorted(key for key in self.ledger.pools if self.webhooks(key)))
        name = self.chance.choice(self.webhooks(pool_id))
        return self.call(
            "DELETE",
            pool_id,
            f"/webhooks/{self.webhook_ids[name]}",
            lambda pools: pools[pool_id].groups.discard(name),
        )
