"""The whole directory as the API shows it, by owner."""

import collections

from campaign.ledger import Part, Place
from campaign.work import ORGANIZATION
from envelope import accepted


def pages(list_page):
    """All items of a list that comes in pages."""
    items, page, total = [], 1, 1
    while len(items) < total:
        data = accepted(list_page(page=page, limit=50))
        assert data["list"] or not data["totalCount"], "a page is empty before the total is reached"
        total, page = data["totalCount"], page + 1
        items += data["list"]
    return items


def owner(name):
    """Whose something is: `group-2-17` belongs to caller 2."""
    return int(name.split("-")[1])


def survey(client):
    """The parts found and the ids of users by their names, both by owner."""
    parts, ids = collections.defaultdict(Part), collections.defaultdict(dict)
    names = {}
    for user in pages(client.list_users_legacy):
        name = names[user["userId"]] = user["username"]
        parts[owner(name)].nicknames[name] = user["nickname"]
        ids[owner(name)][name] = user["userId"]
    for group in pages(client.list_groups):
        code = group["code"]
        members = pages(lambda code=code, **page: client.list_group_members(code, **page))
        usernames = {names[member["userId"]] for member in members}
        assert len(usernames) == len(members)
        parts[owner(code)].groups[code] = Place(group["name"], usernames)
    for role in pages(client.list_roles):
        code = role["code"]
        holders = pages(lambda code=code, **page: client.list_role_members(code, **page))
        usernames = {names[holder["userId"]] for holder in holders}
        assert len(usernames) == len(holders)
        parts[owner(code)].roles[code] = Place(role["name"], usernames)
    for department in accepted(client.list_children_departments(ORGANIZATION, "root"))["list"]:
        code = department["openDepartmentId"]
        members = accepted(client.list_department_member_ids(ORGANIZATION, code, "open_department_id"))
        usernames = {names[user_id] for user_id in members}
        assert len(usernames) == len(members)
        parts[owner(code)].departments[code] = Place(department["name"], usernames)
    return parts, ids
