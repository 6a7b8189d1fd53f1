// A stand-in for the SDK; it uses a token, where version 3.2.5 signs each request.
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Authing.CSharp.SDK.Models
{
    public class ManagementClientOptions
    {
        public string AccessKeyId { get; set; }
        public string AccessKeySecret { get; set; }
        public string Host { get; set; }
    }

    public class AddGroupMembersReqDto
    {
        public List<string> UserIds { get; set; }
        public string Code { get; set; }
    }

    public class AddDepartmentMembersReqDto
    {
        public List<string> UserIds { get; set; }
        public string OrganizationCode { get; set; }
        public string DepartmentId { get; set; }
    }

    public class IsSuccessRespDto
    {
        public long StatusCode { get; set; }
        public string Message { get; set; }
    }
}

namespace Authing.CSharp.SDK.Services
{
    using Authing.CSharp.SDK.Models;

    public class ManagementClient
    {
        private readonly ManagementClientOptions options;

        public ManagementClient(ManagementClientOptions options)
        {
            this.options = options;
        }

        public Task<IsSuccessRespDto> AddGroupMembers(AddGroupMembersReqDto body)
        {
            return Post("add-group-members", $"{{\"code\":\"{body.Code}\",\"userIds\":{List(body.UserIds)}}}");
        }

        public Task<IsSuccessRespDto> AddDepartmentMembers(AddDepartmentMembersReqDto body)
        {
            return Post("add-department-members", $"{{\"organizationCode\":\"{body.OrganizationCode}\","
                + $"\"departmentId\":\"{body.DepartmentId}\",\"userIds\":{List(body.UserIds)}}}");
        }

        private static string List(IEnumerable<string> texts)
        {
            return "[" + string.Join(",", texts.Select(text => $"\"{text}\"")) + "]";
        }

        private async Task<IsSuccessRespDto> Post(string operation, string body)
        {
            var key = $"{{\"accessKeyId\":\"{options.AccessKeyId}\",\"accessKeySecret\":\"{options.AccessKeySecret}\"}}";
            var token = Regex.Match(await Send("get-management-token", "none", key), "\"access_token\":\"([^\"]+)").Groups[1].Value;
            var answer = Regex.Match(await Send(operation, token, body), "\"statusCode\":([0-9]+),\"message\":\"([^\"]*)");
            return new IsSuccessRespDto { StatusCode = long.Parse(answer.Groups[1].Value), Message = answer.Groups[2].Value };
        }

        private async Task<string> Send(string operation, string token, string body)
        {
            using (var client = new HttpClient())
            {
                client.DefaultRequestHeaders.Add("authorization", $"Bearer {token}");
                var content = new StringContent(body, Encoding.UTF8, "application/json");
                return await (await client.PostAsync($"{options.Host}/api/v3/{operation}", content)).Content.ReadAsStringAsync();
            }
        }
    }
}
