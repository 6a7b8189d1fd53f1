internal import Contract
internal import JSON
internal import SQLite

/// The answers about permissions on data resources.
extension Writer {
    /// Writes whether something is permitted on each of some data resources (`CheckPermissionDataDto`).
    mutating func checkResults(
        _ answers: [Bool], _ resources: [String], _ action: String, in namespace: String
    ) {
        beginObject()
        name("checkResultList")
        array(Array(zip(resources, answers))) { row, data in
            data.beginObject()
            data.member("namespaceCode", namespace)
            data.member("action", action)
            data.member("resource", row.0)
            data.member("enabled", row.1)
            data.endObject()
        }
        endObject()
    }

    /// Writes the rows of a user, one for each namespace (`UserPermissionListDto`).
    ///
    /// - Parameters:
    ///   - permitted: the data resources on which the user may do something.
    ///   - userId: the user's id.
    mutating func permissions(_ permitted: [PermittedResource], of userId: String) {
        var namespaces: [ExactText: Int] = [:]
        var rows: [(namespace: String, resources: [PermittedResource])] = []
        for each in permitted {
            let namespace = each.resource.namespace
            if let place = namespaces[ExactText(namespace)] {
                rows[place].resources.append(each)
            } else {
                namespaces[ExactText(namespace)] = rows.count
                rows.append((namespace, [each]))
            }
        }
        for row in rows {
            beginObject()
            member("userId", userId)
            member("namespaceCode", row.namespace)
            name("resourceList")
            array(row.resources) { $0.write(to: &$1) }
            endObject()
        }
    }

    /// Writes actions as a member of that name.
    fileprivate mutating func actions(_ actions: [String], as name: StaticString = "actions") {
        self.name(name)
        array(actions) { $1.string($0) }
    }
}

extension PermittedResource {
    /// Writes the resource with what is permitted on it (`OpenResource`).
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("resourceCode", resource.code)
        writer.member("resourceType", resource.type.rawValue)
        switch resource.type {
        case .string:
            writer.name("strAuthorize")
            writer.beginObject()
            writer.name("value")
            writer.raw(Array(structure.utf8))
            writer.actions(actions)
        case .array:
            writer.name("arrAuthorize")
            writer.beginObject()
            writer.name("values")
            writer.raw(Array(structure.utf8))
            writer.actions(actions)
        case .tree:
            writer.name("treeAuthorize")
            writer.beginObject()
            writer.name("authList")
            writer.array(nodes) { node, writer in
                writer.beginObject()
                writer.member("nodePath", "/\(node.path)")
                writer.member("nodeName", node.name)
                writer.actions(node.actions, as: "nodeActions")
                writer.member("nodeValue", node.value)
                writer.endObject()
            }
        }
        writer.endObject()
        writer.endObject()
    }
}

extension ResourcePermissions {
    /// Writes the resource with what is permitted on it and its nodes (`GetUserResourceStructDataDto`).
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("namespaceCode", resource.namespace)
        writer.member("resourceCode", resource.code)
        writer.member("resourceType", resource.type.rawValue)
        switch resource.type {
        case .string:
            writer.name("strResourceAuthAction")
            writer.beginObject()
            writer.name("value")
            writer.raw(structure.root)
            writer.actions(actions)
        case .array:
            writer.name("arrResourceAuthAction")
            writer.beginObject()
            writer.name("values")
            writer.raw(structure.root)
            writer.actions(actions)
        case .tree:
            writer.name("treeResourceAuthAction")
            writer.beginObject()
            writer.name("nodeAuthActionList")
            writer.array(tree) { write($0, to: &$1) }
        }
        writer.endObject()
        writer.endObject()
    }

    /// Writes a node of the tree (`TreeStructs`); `value` as in the struct, `children` only if there are some.
    private func write(_ node: PermittedTreeNode, to writer: inout Writer) {
        writer.beginObject()
        copy(node.node["code"], as: "code", to: &writer)
        copy(node.node["name"], as: "name", to: &writer)
        copy(node.node["value"], as: "value", to: &writer)
        writer.name("actions")
        writer.beginArray()
        node.actions.forEachName(of: resource) { writer.string($0) }
        writer.endArray()
        if !node.children.isEmpty {
            writer.name("children")
            writer.array(node.children) { write($0, to: &$1) }
        }
        writer.endObject()
    }

    private func copy(_ value: Value?, as name: StaticString, to writer: inout Writer) {
        guard let value, !value.isNull else { return }
        writer.name(name)
        writer.raw(value)
    }
}

extension DataPermissionViewRow {
    /// Writes the row (`ListPermissionViewRespDto`).
    ///
    /// The service's ids of nodes are not known: a node's is its path in the tree.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("userId", user.userId)
        writer.member("username", user.attributes[.username])
        writer.member("namespaceId", String(namespaceKey))
        writer.member("namespaceCode", resource.namespace)
        writer.member("namespaceName", resource.namespaceName)
        writer.member("dataResourceId", resource.id)
        writer.member("dataResourceCode", resource.code)
        writer.member("dataResourceName", resource.name)
        writer.name("dataPolicyList")
        writer.array(policies) { policy, writer in
            writer.beginObject()
            writer.member("dataPolicyId", policy.policyId)
            writer.member("dataPolicyName", policy.name)
            writer.endObject()
        }
        write(roles, as: "roleList", ["roleId", "roleName", "roleCode"], to: &writer)
        write(groups, as: "groupList", ["groupId", "groupName", "groupCode"], to: &writer)
        writer.name("nodeList")
        writer.array(nodes) { node, writer in
            writer.beginObject()
            writer.member("nodeId", node.path)
            writer.member("nodeName", node.name)
            writer.member(
                "nodeCode",
                node.path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) })
            writer.endObject()
        }
        writer.endObject()
    }

    private func write(
        _ holders: [(id: String, name: String, code: String)], as name: StaticString,
        _ members: [StaticString],
        to writer: inout Writer
    ) {
        writer.name(name)
        writer.array(holders) { holder, writer in
            writer.beginObject()
            writer.member(members[0], holder.id)
            writer.member(members[1], holder.name)
            writer.member(members[2], holder.code)
            writer.endObject()
        }
    }
}
