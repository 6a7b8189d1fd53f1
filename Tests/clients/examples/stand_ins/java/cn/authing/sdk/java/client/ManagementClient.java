package cn.authing.sdk.java.client;

import cn.authing.sdk.java.dto.AddDepartmentMembersReqDto;
import cn.authing.sdk.java.dto.AddGroupMembersReqDto;
import cn.authing.sdk.java.dto.IsSuccessRespDto;
import cn.authing.sdk.java.model.ManagementClientOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stand-in for the SDK: the token alone in the header, as version 3.1.19 sends it. */
public class ManagementClient {
    private final ManagementClientOptions options;

    public ManagementClient(ManagementClientOptions options) { this.options = options; }

    public IsSuccessRespDto addGroupMembers(AddGroupMembersReqDto body) {
        return post("add-group-members", "{\"code\":\"" + body.code + "\",\"userIds\":" + list(body.userIds) + "}");
    }

    public IsSuccessRespDto addDepartmentMembers(AddDepartmentMembersReqDto body) {
        return post("add-department-members", "{\"organizationCode\":\"" + body.organizationCode + "\",\"departmentId\":\""
                + body.departmentId + "\",\"userIds\":" + list(body.userIds) + "}");
    }

    private static String list(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").toList().toString();
    }

    private IsSuccessRespDto post(String operation, String body) {
        String answer = send("get-management-token", "none", "{\"accessKeyId\":\"" + options.getAccessKeyId()
                + "\",\"accessKeySecret\":\"" + options.getAccessKeySecret() + "\"}");
        answer = send(operation, found(answer, "\"access_token\":\"([^\"]+)"), body);
        return new IsSuccessRespDto(Integer.valueOf(found(answer, "\"statusCode\":(\\d+)")), found(answer, "\"message\":\"([^\"]*)"));
    }

    private String send(String operation, String token, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(options.getHost() + "/api/v3/" + operation))
                .header("authorization", token).header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(text);
        }
        return matcher.group(1);
    }
}
