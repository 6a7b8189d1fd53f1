using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Authing.CSharp.SDK.Models;
using Authing.CSharp.SDK.Services;

/// <summary>Adds a user to a group, and a user to a department.</summary>
static class Samples
{
    static async Task Run()
    {
        var client = new ManagementClient(new ManagementClientOptions
        {
            AccessKeyId = Environment.GetEnvironmentVariable("AUTHING_ACCESS_KEY_ID"),
            AccessKeySecret = Environment.GetEnvironmentVariable("AUTHING_ACCESS_KEY_SECRET"),
            Host = Environment.GetEnvironmentVariable("AUTHING_HOST"),
        });

        var answer = await client.AddGroupMembers(new AddGroupMembersReqDto
        {
            Code = "developer",
            UserIds = new List<string> { "6229ffaxxxxxxxxcade3e3d9" },
        });
        Console.WriteLine($"add-group-members: {answer.StatusCode} {answer.Message}");

        answer = await client.AddDepartmentMembers(new AddDepartmentMembersReqDto
        {
            OrganizationCode = "steamory",
            DepartmentId = "60b49eb8xxxxxxdb96f26e68",
            UserIds = new List<string> { "623c20b2xxxxxxaaf41b17da" },
        });
        Console.WriteLine($"add-department-members: {answer.StatusCode} {answer.Message}");
    }

    static void Main()
    {
        Run().GetAwaiter().GetResult();
    }
}
