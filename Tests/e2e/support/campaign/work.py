"""Operations chosen by chance, all of which are valid for the caller's part of the directory."""

from campaign.ledger import Call, Place

ORGANIZATION = "o"
USERS, PLACES = 12, 4


class Work:
    """The next operation of one caller, by chance and by what it has made so far."""

    def __init__(self, ledger, chance):
        self.ledger = ledger
        self.chance = chance
        self.number = 0

    def next(self):
        part = self.ledger.part
        kinds = [self.create_users] if len(part.nicknames) < USERS else []
        kinds += [self.create_group] if len(part.groups) < PLACES else []
        kinds += [self.create_department] if len(part.departments) < PLACES else []
        if len(part.nicknames) > USERS // 2:
            kinds += [self.update_user, self.delete_users]
        if part.nicknames and part.groups:
            kinds += [self.add_to_group, self.remove_from_group] * 2 + [self.update_group]
        if part.nicknames and part.departments:
            kinds += [self.add_to_department, self.remove_from_department] * 2 + [self.update_department]
        kinds += [self.create_role] if len(part.roles) < PLACES else [self.delete_roles]
        if part.nicknames and part.roles:
            kinds += [self.assign_roles, self.revoke_role] * 2 + [self.update_role]
        if len(part.groups) == PLACES:
            kinds += [self.delete_groups]
        if len(part.departments) == PLACES:
            kinds += [self.delete_department]
        return self.chance.choice(kinds)()

    def new_name(self, kind):
        self.number += 1
        return f"{kind}-{self.ledger.owner}-{self.number}"

    def some(self, choices, most):
        choices = sorted(choices)
        return self.chance.sample(choices, self.chance.randint(1, min(most, len(choices))))

    def one(self, choices):
        return self.chance.choice(sorted(choices))

    def ids(self, usernames):
        return [self.ledger.ids[username] for username in usernames]

    def create_users(self):
        names = [self.new_name("user") for _ in range(self.chance.randint(1, 3))]
        users = [{"username": name, "nickname": f"first {name}"} for name in names]

        def effect(part):
            part.nicknames.update({name: f"first {name}" for name in names})

        if len(users) == 1:
            return Call("create-user", users[0], effect)
        return Call("create-users-batch", {"list": users}, effect)

    def update_user(self):
        username, nickname = self.one(self.ledger.part.nicknames), self.new_name("nickname")
        body = {"userId": self.ledger.ids[username], "nickname": nickname}
        return Call("update-user", body, lambda part: part.nicknames.update({username: nickname}))

    def delete_users(self):
        names = self.some(self.ledger.part.nicknames, 3)
        return Call("delete-users-batch", {"userIds": self.ids(names)}, lambda part: part.delete_users(names))

    def create_group(self):
        code = self.new_name("group")
        body = {"code": code, "name": f"first {code}", "description": "made under load", "type": "CUSTOM"}
        return Call("create-group", body, lambda part: part.groups.update({code: Place(f"first {code}")}))

    def update_group(self):
        code, name = self.one(self.ledger.part.groups), self.new_name("name")

        def effect(part):
            part.groups[code].name = name

        return Call("update-group", {"code": code, "name": name, "description": name}, effect)

    def delete_groups(self):
        codes = self.some(self.ledger.part.groups, 2)
        return Call("delete-groups-batch", {"codeList": codes}, lambda part: [part.groups.pop(code) for code in codes])

    def add_to_group(self):
        code, names = self.one(self.ledger.part.groups), self.some(self.ledger.part.nicknames, 4)
        body = {"code": code, "userIds": self.ids(names)}
        return Call("add-group-members", body, lambda part: part.groups[code].members.update(names))

    def remove_from_group(self):
        code, names = self.one(self.ledger.part.groups), self.some(self.ledger.part.nicknames, 4)
        body = {"code": code, "userIds": self.ids(names)}
        return Call("remove-group-members", body, lambda part: part.groups[code].members.difference_update(names))

    def create_role(self):
        code = self.new_name("role")
        body = {"code": code, "name": f"first {code}"}
        return Call("create-role", body, lambda part: part.roles.update({code: Place(f"first {code}")}))

    def update_role(self):
        code, new = self.one(self.ledger.part.roles), self.new_name("role")

        def effect(part):
            part.roles[new] = Place(new, part.roles.pop(code).members)

        return Call("update-role", {"code": code, "newCode": new, "name": new}, effect)

    def delete_roles(self):
        codes = self.some(self.ledger.part.roles, 2)
        return Call("delete-roles-batch", {"codeList": codes}, lambda part: [part.roles.pop(code) for code in codes])

    def assign_roles(self):
        codes, names = self.some(self.ledger.part.roles, 2), self.some(self.ledger.part.nicknames, 4)

        def effect(part):
            for code in codes:
                part.roles[code].members.update(names)

        body = {"roles": [{"code": code} for code in codes], "targets": self.targets(names)}
        return Call("assign-role-batch", body, effect)

    def revoke_role(self):
        code, names = self.one(self.ledger.part.roles), self.some(self.ledger.part.nicknames, 4)
        body = {"code": code, "targets": self.targets(names)}
        return Call("revoke-role", body, lambda part: part.roles[code].members.difference_update(names))

    def targets(self, usernames):
        return [{"targetType": "USER", "targetIdentifier": user_id} for user_id in self.ids(usernames)]

    def create_department(self):
        code = self.new_name("department")
        body = {"organizationCode": ORGANIZATION, "parentDepartmentId": "root", "openDepartmentId": code}
        body["name"] = f"first {code}"
        return Call("create-department", body, lambda part: part.departments.update({code: Place(f"first {code}")}))

    def department(self, code, **fields):
        named = {"organizationCode": ORGANIZATION, "departmentId": code, "departmentIdType": "open_department_id"}
        return named | fields

    def update_department(self):
        code, name = self.one(self.ledger.part.departments), self.new_name("name")

        def effect(part):
            part.departments[code].name = name

        return Call("update-department", self.department(code, name=name), effect)

    def delete_department(self):
        code = self.one(self.ledger.part.departments)
        return Call("delete-department", self.department(code), lambda part: part.departments.pop(code))

    def add_to_department(self):
        code, names = self.one(self.ledger.part.departments), self.some(self.ledger.part.nicknames, 4)
        body = self.department(code, userIds=self.ids(names))
        return Call("add-department-members", body, lambda part: part.departments[code].members.update(names))

    def remove_from_department(self):
        code, names = self.one(self.ledger.part.departments), self.some(self.ledger.part.nicknames, 4)
        body = self.department(code, userIds=self.ids(names))
        return Call(
            "remove-department-members", body, lambda part: part.departments[code].members.difference_update(names)
        )
