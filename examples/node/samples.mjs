// Adds a user to a group, and a user to a department.
import { ManagementClient } from "authing-node-sdk";

const client = new ManagementClient({
  accessKeyId: process.env.AUTHING_ACCESS_KEY_ID,
  accessKeySecret: process.env.AUTHING_ACCESS_KEY_SECRET,
  host: process.env.AUTHING_HOST,
  lang: "en-US",
});

let answer = await client.addGroupMembers({ code: "developer", userIds: ["6229ffaxxxxxxxxcade3e3d9"] });
console.log("add-group-members:", answer.statusCode, answer.message);

answer = await client.addDepartmentMembers({
  organizationCode: "steamory",
  departmentId: "60b49eb8xxxxxxdb96f26e68",
  userIds: ["623c20b2xxxxxxaaf41b17da"],
});
console.log("add-department-members:", answer.statusCode, answer.message);
