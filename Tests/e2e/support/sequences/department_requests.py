"""Requests about departments and their members."""

from model.answers import text
from model.department_reads import milliseconds
from sequences.choices import DEPARTMENT_CODES, ID_TYPES, KEYWORDS, OPEN_IDS
from sequences.user_requests import SHOWN

NAMES = ["Sales", "engineering", "D", "部门"]
CODES = [*DEPARTMENT_CODES, "额！ ", " "]
I18N = [{"name": {"en-US": {"enabled": True, "value": "Sales"}}}]
CUSTOM_DATA = [{}, {"a": 1}]


def create_department(choose):
    fields = choose.department("parentDepartmentId") | {"name": choose.one(NAMES)}
    return fields | choose.subset(
        {
            "code": CODES,
            "openDepartmentId": OPEN_IDS,
            "description": ["", "About"],
            "isVirtualNode": [True, False],
            "i18n": I18N,
            "customData": CUSTOM_DATA,
        }
    )


def update_department(choose):
    place, root = choose.organization()
    id_type = "department_id" if choose.chance(75) else choose.one(ID_TYPES)
    fields = place | {"departmentId": choose.department_id(root, id_type)}
    fields |= {} if id_type == "department_id" else {"departmentIdType": id_type}
    if choose.chance(40):
        fields["parentDepartmentId"] = choose.department_id(root, id_type)
    if choose.chance(25):
        fields["leaderUserIds"] = choose.user_ids(0)
    return fields | choose.subset(
        {
            "code": CODES,
            "name": NAMES,
            "description": ["", "New"],
            "status": [True, False],
            "i18n": I18N,
            "customData": CUSTOM_DATA,
        }
    )


def update_department_status(choose):
    return {"departmentId": choose.department_id(None), "status": choose.one([True, False])}


def delete_department(choose):
    return choose.department()


def delete_department_sync_relations(choose):
    fields = choose.department() | {"provider": choose.one(["lark", "other"])}
    fields.pop("tenantId", None)
    return fields


def create_department_tree(choose):
    tenant = {"tenantId": choose.one(["t1", "t2"])} if choose.chance(20) else {}
    names = {"children": choose.some(NAMES, 3)} if choose.chance(80) else {}
    return {"name": choose.one(["Name of o1", "Branch", *NAMES])} | names | tenant


def members(choose):
    return choose.department() | {"userIds": choose.user_ids(0)}


def add_department_members(choose):
    return members(choose)


def remove_department_members(choose):
    return members(choose)


def set_user_departments(choose):
    who = choose.user()
    options = {"options": {"userIdType": who.pop("userIdType")}} if "userIdType" in who else {}
    entries = [
        {"departmentId": choose.one(["", " "]) if choose.chance(2) else choose.department_id(None)}
        | choose.subset({"isLeader": [True, False], "isMainDepartment": [True, False]})
        for _ in range(choose.number(1, 3))
    ]
    return who | {"departments": entries} | options


def get_department(choose):
    shown = choose.flags("withCustomData")
    if choose.chance(60):
        return choose.department() | shown
    if choose.chance(50):
        place, _ = choose.organization()
        return place | {"departmentCode": choose.one(DEPARTMENT_CODES)} | shown
    return get_department_by_id(choose) | shown


def get_department_by_id(choose):
    wanted = choose.department_id(None)
    tenant = {"tenantId": choose.one(["t1", "t2"])} if choose.chance(20) else {}
    return {"departmentId": "nothing" if wanted == "root" else wanted} | tenant | choose.flags("withCustomData")


def get_parent_department(choose):
    return choose.department() | choose.flags("withCustomData")


def list_children_departments(choose):
    status = {"status": choose.one([True, False])} if choose.chance(25) else {}
    return choose.department() | status | choose.flags("excludeVirtualNode", "onlyVirtualNode", "withCustomData")


def get_all_departments(choose):
    fields = choose.department(id_types=["department_id", "open_department_id"])
    fields.pop("tenantId", None)
    if choose.chance(40):
        fields.pop("departmentId")
        fields.pop("departmentIdType", None)
    return fields | choose.flags("withCustomData")


def search_departments(choose):
    place, _ = choose.organization()
    return place | {"keywords": choose.one(KEYWORDS)} | choose.flags("withCustomData")


def condition(choose, root):
    """One item of `advancedFilter`."""
    if choose.chance(50):
        operator = choose.one(["EQUAL", "IN", "CONTAINS"])
        return {
            "field": "name",
            "operator": operator,
            "value": choose.some(NAMES, 2) if operator == "IN" else choose.one([*NAMES, "e"]),
        }
    times = [milliseconds(text(each.updated)) for each in (root.tree if root else []) if text(each.updated)] or [0]
    operator = choose.one(["EQUAL", "IN", "GREATER", "LESSER", "BETWEEN"])
    value = {"IN": lambda: choose.some(times, 2), "BETWEEN": lambda: sorted(choose.some(times, 2, 2))}
    return {
        "field": choose.one(["createdAt", "updatedAt"]),
        "operator": operator,
        "value": value.get(operator, lambda: choose.one(times))(),
    }


def search_departments_list(choose):
    place, root = choose.organization()
    fields = place | choose.pages() | choose.flags("withCustomData", "withPost")
    fields |= choose.subset({"sortBy": ["updatedAt", "createdAt"], "orderBy": ["ASC", "DESC"]})
    if choose.chance(30):
        steps = choose.some(["updatedAt", "createdAt", "name"], 2)
        fields["sort"] = [{"field": step, "order": choose.one(["asc", "desc"])} for step in steps]
    if choose.chance(50):
        fields["advancedFilter"] = [condition(choose, root) for _ in range(choose.number(1, 2))]
    return fields


def get_department_sync_relations(choose):
    return choose.department()


def list_department_members(choose):
    fields = choose.department() | choose.pages() | choose.flags(*SHOWN, "includeChildrenDepartments")
    orders = ["Default", "JoinDepartmentAt", "userId", "createAt"]
    return fields | choose.subset({"sortBy": orders, "orderBy": ["Asc", "Desc"]})


def list_department_member_ids(choose):
    return choose.department()


def search_department_members(choose):
    fields = choose.department() | {"keywords": choose.one(KEYWORDS)} | choose.pages()
    return fields | choose.flags(*SHOWN, "includeChildrenDepartments")


def is_user_in_department(choose):
    return choose.department() | choose.user(plain=True) | choose.flags("includeChildrenDepartments")


def get_user_departments(choose):
    fields = choose.user() | choose.pages() | choose.flags("withCustomData", "withDepartmentPaths")
    orders = ["DepartmentCreatedAt", "JoinDepartmentAt", "DepartmentName", "DepartmemtCode"]
    return fields | choose.subset({"sortBy": orders, "orderBy": ["Asc", "Desc"]})


CHANGES = [create_department, create_department, update_department, update_department, update_department_status]
CHANGES += [delete_department, delete_department_sync_relations, create_department_tree]
MEMBERSHIPS = [add_department_members, add_department_members, remove_department_members, set_user_departments]
LOOKS = [get_department, get_department_by_id, get_parent_department, list_children_departments, get_all_departments]
LOOKS += [search_departments, search_departments_list, get_department_sync_relations]
MEMBER_LOOKS = [list_department_members, list_department_member_ids, search_department_members, is_user_in_department]
MEMBER_LOOKS += [get_user_departments]
