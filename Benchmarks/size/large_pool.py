"""The large pool: its sizes, and its seed, written piece by piece.

Who is a member of what follows from arithmetic that `floor.c` repeats: the members of the place numbered `place` are
`first + step * i` modulo the number of users, which are all different, since `step` shares no factor with it.
"""

import dataclasses
import itertools
import json
import math

MASK = (1 << 64) - 1
CHILDREN = 8
# The members of departments draw other numbers than those of groups.
DEPARTMENTS_FROM = 1 << 32


@dataclasses.dataclass(frozen=True)
class Size:
    """How large a pool is. Every group has the same number of members but the first, which has more; the departments
    are one tree below one organization."""

    users: int
    groups: int
    group_members: int
    first_group_members: int
    departments: int
    department_members: int

    @property
    def memberships(self):
        groups = (self.groups - 1) * self.group_members + self.first_group_members
        return groups + self.departments * self.department_members


LARGE = Size(1_000_000, 100_000, 78, 200_078, 20_000, 100)
SMALL = Size(1_000, 1_000, 78, 78, 1_000, 20)


def scaled(size, scale):
    """A pool of the same form with a part of the users, groups and departments; 1 for all."""
    return dataclasses.replace(
        size,
        users=max(1_000, int(size.users * scale)),
        groups=max(100, int(size.groups * scale)),
        first_group_members=max(100, int(size.first_group_members * scale)),
        departments=max(20, int(size.departments * scale)),
    )


def mixed(number):
    """SplitMix64's output function."""
    number = (number + 0x9E3779B97F4A7C15) & MASK
    number = ((number ^ number >> 30) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ number >> 27) * 0x94D049BB133111EB) & MASK
    return number ^ number >> 31


def members(place, count, users):
    """The numbers of the members of a place, in the order of joining."""
    first, step = mixed(2 * place) % users, mixed(2 * place + 1) % users
    while math.gcd(step, users) != 1:
        step = (step + 1) % users
    return ((first + step * i) % users for i in range(count))


def user_id(number):
    return f"user-{number:07}"


def key(name):
    return {"id": f"key-{name}", "secret": f"secret-{name}"}


def write(file, name, size):
    """Writes a pool as an element of `userPools`."""
    ids = [f'"{user_id(number)}"' for number in range(size.users)]

    def listed(place, count):
        return "[" + ",".join(ids[member] for member in members(place, count, size.users)) + "]"

    def department(number):
        below = range(number * CHILDREN + 1, min((number + 1) * CHILDREN + 1, size.departments))
        place = DEPARTMENTS_FROM + number
        head = (
            '"organizationCode":"acme","organizationName":"Acme"'
            if number == 0
            else f'"name":"Department {number:05}","code":"code-{number:05}"'
        )
        yield f'{{{head},"departmentId":"department-{number:05}"'
        yield f',"members":{listed(place, size.department_members)}'
        yield f',"{"children" if number else "departments"}":['
        for child in below:
            yield "," if child > below[0] else ""
            yield from department(child)
        yield "]}"

    file.write(f'{{"id":"{name}","name":"{name}","accessKeys":[{json.dumps(key(name))}],\n"users":[')
    for number in range(size.users):
        file.write(",\n" if number else "\n")
        file.write(
            f'{{"userId":{ids[number]},"username":"worker_{number:07}","email":"worker-{number:07}@example.com",'
            f'"phone":"139{number:08}","name":"Name {mixed(number) % 10**6:06}"}}'
        )
    file.write('],\n"groups":[')
    for number in range(size.groups):
        count = size.group_members if number else size.first_group_members
        file.write(",\n" if number else "\n")
        file.write(f'{{"code":"group-{number:06}","name":"Group {number:06}","members":{listed(number, count)}}}')
    file.write('],\n"organizations":[\n')
    for piece in itertools.chain(department(0)):
        file.write(piece)
    file.write("]}")


def write_seed(path, pools):
    """Writes a seed file; `pools` are pairs of a name and a size."""
    with open(path, "w", buffering=1 << 20) as file:
        file.write('{"userPools":[')
        for index, (name, size) in enumerate(pools):
            file.write(",\n" if index else "")
            write(file, name, size)
        file.write("]}\n")
