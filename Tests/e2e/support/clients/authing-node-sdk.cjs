// A stand-in for the package authing-node-sdk, which is not installed here: the part of its interface that the README
// uses, with the headers, the signature and the default language of version 4.0.2 (docs/behaviour/auth.md, part b).
const { createHash, createHmac, randomBytes } = require("node:crypto");

class ManagementClient {
  constructor(options) {
    this.options = { lang: "zh-CN", ...options };
  }

  addGroupMembers(body) {
    return this.post("/api/v3/add-group-members", { code: body.code, userIds: body.userIds });
  }

  addDepartmentMembers(body) {
    return this.post("/api/v3/add-department-members", {
      userIds: body.userIds,
      organizationCode: body.organizationCode,
      departmentId: body.departmentId,
      departmentIdType: body.departmentIdType,
      tenantId: body.tenantId,
    });
  }

  async post(path, members) {
    const headers = {
      "x-authing-lang": this.options.lang,
      "x-authing-sdk-version": "authing-node-sdk:4.0.2",
      "x-authing-signature-method": "HMAC-SHA1",
      "x-authing-signature-nonce": createHash("md5").update(randomBytes(16)).digest("hex"),
      "x-authing-signature-version": "1.0",
      date: new Date().toUTCString(),
    };
    const lines = Object.keys(headers).sort().map((name) => `${name}:${headers[name]}\n`);
    const items = Object.keys(members).sort().filter((name) => members[name] !== undefined).map((name) => {
      const value = members[name];
      return `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`;
    });
    const text = `POST\n${lines.join("")}${path}?${items.join("&")}`;
    const signature = createHmac("sha1", this.options.accessKeySecret).update(text).digest("base64");
    const response = await fetch(this.options.host + path, {
      method: "POST",
      headers: {
        ...headers,
        "Content-Type": "application/json",
        authorization: `authing ${this.options.accessKeyId}:${signature}`,
      },
      body: JSON.stringify(members),
    });
    return response.json();
  }
}

exports.ManagementClient = ManagementClient;
