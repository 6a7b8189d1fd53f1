"""Who belongs to which department, since when, and which one is the main one."""

from model.answers import fresh_time, text
from model.lookups import unique
from model.entities import Membership
from model.replies import contains, page, user_department_dto, user_dto

SUCCESS = {"success": True}
SEARCHED = ["name", "username", "nickname", "email", "phone"]


class Memberships:
    """The operations on members of departments."""

    def join_all(self, user, departments):
        """Makes a user a member of each department in turn; the first of all becomes the main one."""
        for department in departments:
            if not any(membership.user is user for membership in department.members):
                membership = Membership(user, department, fresh_time(), self.state.next())
                department.members.append(membership)
                user.memberships.append(membership)
            user.main = user.main or department

    def leave(self, membership):
        """Ends a membership; the remaining one that was joined first becomes the main one."""
        user, department = membership.user, membership.department
        department.members.remove(membership)
        user.memberships.remove(membership)
        if user.main is department:
            user.main = user.memberships[0].department if user.memberships else None

    def add_department_members(self, fields):
        department = self.department(fields)
        for user in self.all_users(fields["userIds"]):
            self.join_all(user, [department])
        return SUCCESS

    def remove_department_members(self, fields):
        department = self.department(fields)
        leaving = self.all_users(fields["userIds"])
        for membership in list(department.members):
            if membership.user in leaving:
                self.leave(membership)
        return SUCCESS

    def set_user_departments(self, fields):
        """Replaces the departments of a user; of one named twice the last entry counts.

        Who leaves a department this way leads it no more.
        """
        user = self.user(fields["userId"], fields.get("options", {}).get("userIdType", "user_id"))
        entries = [
            (self.department_by_id(entry["departmentId"], self.state.organizations), entry)
            for entry in fields["departments"]
        ]
        last = {id(department): entry for department, entry in entries}
        wanted = unique([department for department, _ in entries])
        marked = [department for department, entry in entries if entry.get("isMainDepartment")]
        main = user.main if user.main in wanted else wanted[0]
        self.join_all(user, wanted)
        for membership in list(user.memberships):
            if membership.department not in wanted:
                self.leave(membership)
                if user in membership.department.leaders:
                    membership.department.leaders.remove(user)
        user.main = marked[0] if marked else main
        for department in wanted:
            leads = user in department.leaders
            if last[id(department)].get("isLeader") and not leads:
                department.leaders.append(user)
            if not last[id(department)].get("isLeader") and leads:
                department.leaders.remove(user)
        return SUCCESS

    def get_user_departments(self, fields):
        user = self.user(fields["userId"], fields.get("userIdType", "user_id"))
        by, order = fields.get("sortBy", "JoinDepartmentAt"), fields.get("orderBy", "Desc")
        keys = {
            "JoinDepartmentAt": lambda each: each.order,
            "DepartmentCreatedAt": lambda each: each.department.order,
            "DepartmentName": lambda each: each.department.name,
            "DepartmemtCode": lambda each: text(each.department.code) or "",
        }
        found = sorted(user.memberships, key=lambda each: each.order)
        found = sorted(found, key=keys[by])
        found = found[::-1] if order == "Desc" else found
        return page([user_department_dto(membership, fields) for membership in found], fields)

    def counted_members(self, fields):
        """The memberships a list looks at, in the order of joining, each user once by the latest of them."""
        department = self.department(fields)
        departments = department.tree if fields.get("includeChildrenDepartments") else [department]
        every = sorted((each for one in departments for each in one.members), key=lambda each: each.order)
        return latest(every)

    def list_department_members(self, fields):
        found = [membership.user for membership in self.counted_members(fields)]
        if fields.get("sortBy") in ("Default", "createAt"):
            found.sort(key=lambda user: user.order)
        if fields.get("sortBy") == "userId":
            found.sort(key=lambda user: text(user.id))
        if fields.get("orderBy", "Desc") == "Desc":
            found.reverse()
        return page([user_dto(user, fields) for user in found], fields)

    def list_department_member_ids(self, fields):
        return [membership.user.id for membership in self.department(fields).members[::-1]]

    def search_department_members(self, fields):
        found = [
            membership.user
            for membership in self.counted_members(fields)[::-1]
            if any(contains(membership.user.fields.get(name), fields["keywords"]) for name in SEARCHED)
        ]
        return page([user_dto(user, fields) for user in found], fields)

    def is_user_in_department(self, fields):
        members = self.counted_members(fields)
        user = self.user(fields["userId"])
        return {"inDepartment": any(membership.user is user for membership in members)}


def latest(memberships):
    """The last membership of each user, in the order of joining."""
    last = {id(membership.user): membership for membership in memberships}
    return [membership for membership in memberships if last[id(membership.user)] is membership]
