"""What a step may choose from. The values are few, so that calls meet: the same codes, the same users, again and again."""

from hypothesis import strategies as st

from model.answers import text
from model.lookups import custom_text, department_ids
from sequences.pools import TENANT

USERNAMES = ["ann", "cat", "dan", "Ann", "新"]
EMAILS = ["Ä@x.org", "ä@X.org", "a@x.org", "A@X.org", "ben@x.org", "d@y.org"]
PHONES = ["13800000001", "13800000002", "212-456-1111"]
EXTERNAL_IDS = ["e1", "e2"]
NAMES = ["Ann Archer", "陈丹", "100%", "ann", "Éva Weiß"]
GROUP_CODES = ["g1", "g2", "g3", "G1"]
ORGANIZATION_CODES = ["o1", "o2", "o3", "D1"]
DEPARTMENT_CODES = ["D1", "D2", "o1", "o2"]
OPEN_IDS = ["od1", "od2"]
STATUSES = ["Activated", "Suspended", "Resigned", "Archived", "Deactivated"]
ID_TYPES = ["department_id", "open_department_id", "sync_relation", "custom_field", "code"]
USER_ID_TYPES = ["user_id", "external_id", "phone", "email", "username", "identity", "sync_relation", "custom_field"]
USER_FIELDS = {"external_id": "externalId", "phone": "phone", "email": "email", "username": "username"}
KEYWORDS = ["a", "ANN", "1380", "x.org", "%", "_", "丹", "D", "éVA", "WEISS", "o1", "Name of"]


class Choices:
    """Draws the parts of requests, mostly from what the model knows to be there."""

    def __init__(self, data, model):
        self.data = data
        self.model = model
        self.state = model.state

    def one(self, values):
        values = list(values)
        return values[self.number(0, len(values) - 1)]

    def number(self, least, most):
        return self.data.draw(st.integers(least, most))

    def chance(self, percent):
        """True in about so many cases of a hundred."""
        return self.number(0, 99) >= 100 - percent

    def some(self, values, most=3, least=0):
        """Several of the values, which may repeat."""
        values = list(values)
        indexes = st.lists(st.integers(0, len(values) - 1), min_size=least, max_size=most)
        return [values[index] for index in self.data.draw(indexes)]

    def subset(self, choices):
        """Some of the members, each drawn from its list."""
        names = self.data.draw(st.lists(st.sampled_from(sorted(choices)), unique=True, max_size=4))
        return {name: self.one(choices[name]) for name in names}

    def flags(self, *names):
        return {name: True for name in names if self.chance(30)}

    def pages(self):
        return {} if self.chance(60) else {"page": self.number(1, 3), "limit": self.one([1, 2, 3, 50])}

    def user_ids(self, least=1):
        """Ids of users, sometimes an unknown one, sometimes a duplicate."""
        known = [text(user.id) for user in self.state.users]
        chosen = self.some(known, 4, least) if known else ["nobody"]
        return chosen + (["nobody"] if self.chance(6) else [])

    def user(self, plain=False):
        """`userId` and `userIdType` of one user."""
        id_type = "user_id" if plain or self.chance(60) else self.one(USER_ID_TYPES)
        every = [user.fields | {"userId": text(user.id)} for user in self.state.users]
        field = "userId" if id_type == "user_id" else USER_FIELDS.get(id_type)
        values = [fields[field] for fields in every if field in fields]
        if id_type == "custom_field":
            custom = [item for user in self.state.users for item in user.custom_data.items()]
            values = [f"{name}:{custom_text(value)}" for name, value in custom if type(value) not in (dict, list)]
        wanted = "nobody" if not values or self.chance(6) else self.one(values)
        if id_type == "email" and self.chance(30):
            wanted = wanted.upper()
        return {"userId": wanted} | ({} if id_type == "user_id" else {"userIdType": id_type})

    def group_code(self):
        known = [group.code for group in self.state.groups]
        return self.one(known) if known and not self.chance(10) else self.one(["nothing", *GROUP_CODES])

    def organization(self):
        """`organizationCode` and `tenantId` of one organization; and the root found, or None."""
        known = [root for root in self.state.organizations if text(root.code)]
        if not known or self.chance(5):
            return {"organizationCode": self.one(["nothing", "", " ", *ORGANIZATION_CODES])}, None
        root = self.one(known)
        tenant = {"tenantId": root.tenant} if root.tenant else {}
        if self.chance(3):
            return {"organizationCode": text(root.code), "tenantId": self.one([TENANT, "t2", ""])}, None
        return {"organizationCode": text(root.code)} | tenant, root

    def tree(self, root):
        """The departments to choose from: the organization's, or any."""
        roots = [root] if root and not self.chance(5) else self.state.organizations
        return [department for each in roots for department in each.tree]

    def department(self, name="departmentId", id_types=ID_TYPES):
        """An organization and a department in it, by any type of id."""
        place, root = self.organization()
        id_type = "department_id" if self.chance(60) else self.one(id_types)
        return place | {name: self.department_id(root, id_type)} | (
            {} if id_type == "department_id" else {"departmentIdType": id_type}
        )

    def department_id(self, root, id_type="department_id"):
        wanted = [value for each in self.tree(root) for value in department_ids(each, id_type)]
        if not wanted or self.chance(6):
            return self.one(["root", "nothing"])
        return self.one(wanted)
