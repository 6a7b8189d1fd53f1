"""Departments asked for: one, all, children, searches, relations."""

import datetime

from model.answers import malformed, text
from model.replies import contains, department_dto, page, whole


class DepartmentReads:
    """The operations that look at departments."""

    def get_department(self, fields):
        if "departmentId" not in fields:
            return department_dto(self.department(fields | {"departmentIdType": "code"}, "departmentCode"), fields)
        if "organizationCode" in fields:
            return department_dto(self.department(fields), fields)
        tenant = fields.get("tenantId")
        roots = self.organizations(tenant) if tenant else self.state.organizations
        return department_dto(self.department_by_id(fields["departmentId"], roots), fields)

    def get_department_by_id(self, fields):
        tenant = fields.get("tenantId")
        roots = self.organizations(tenant) if tenant else self.state.organizations
        return department_dto(self.department_by_id(fields["departmentId"], roots), fields)

    def get_parent_department(self, fields):
        department = self.department(fields)
        if department.parent is None:
            self.department_by_id(fields["departmentId"], [])
        return department_dto(department.parent, fields)

    def list_children_departments(self, fields):
        if fields.get("excludeVirtualNode") and fields.get("onlyVirtualNode"):
            raise malformed("excludeVirtualNode", "onlyVirtualNode")
        shown = [
            department_dto(child, fields)
            for child in self.department(fields).children
            if fields.get("status") in (None, child.status)
            and not (fields.get("excludeVirtualNode") and child.virtual)
            and not (fields.get("onlyVirtualNode") and not child.virtual)
        ]
        return whole(shown)

    def get_all_departments(self, fields):
        """The department itself, then level by level, each level in the order of creation."""
        level = [self.department({"departmentId": "root"} | fields)]
        found = []
        while level:
            found += level
            level = sorted((child for each in level for child in each.children), key=lambda each: each.order)
        return whole([department_dto(department, fields) for department in found])

    def search_departments(self, fields):
        part = fields["keywords"]
        found = [each for each in self.organization(fields).tree if contains(each.name, part) or contains(each.code, part)]
        return [department_dto(department, fields) for department in ordered(found, [("updatedAt", "desc")])]

    def search_departments_list(self, fields):
        found = [
            department
            for department in self.organization(fields).tree
            if all(matches(department, item) for item in fields.get("advancedFilter", []))
        ]
        by = (fields.get("sortBy", "updatedAt"), fields.get("orderBy", "DESC").lower())
        steps = [(step["field"], step["order"]) for step in fields.get("sort", [])] or [by]
        shown = [department_dto(department, fields) for department in ordered(found, steps)]
        return page(shown, fields)["list"]

    def get_department_sync_relations(self, fields):
        return [relation | {"userInfoInIdp": {}} for relation in self.department(fields).relations]


def value_of(department, field):
    by_field = {"name": department.name, "createdAt": department.created, "updatedAt": department.updated}
    return text(by_field[field])


def ordered(departments, steps):
    """Sorted by each step in turn; equal ones newest first."""
    result = sorted(departments, key=lambda each: -each.order)
    for field, order in reversed(steps):
        result.sort(key=lambda each: value_of(each, field), reverse=order == "desc")
    return result


def milliseconds(time):
    """Milliseconds since 1970 of a time in a reply."""
    since = datetime.datetime.fromisoformat(time) - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return since // datetime.timedelta(milliseconds=1)


def matches(department, item):
    """Does one condition of search-departments-list hold? Bounds are included."""
    actual, value = value_of(department, item["field"]), item["value"]
    if item["field"] != "name":
        actual = milliseconds(actual)
    tests = {
        "EQUAL": lambda: actual == value,
        "IN": lambda: actual in value,
        "CONTAINS": lambda: contains(actual, value),
        "GREATER": lambda: actual >= value,
        "LESSER": lambda: actual <= value,
        "BETWEEN": lambda: value[0] <= actual <= value[1],
    }
    return tests[item["operator"]]()
