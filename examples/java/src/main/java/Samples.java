import cn.authing.sdk.java.client.ManagementClient;
import cn.authing.sdk.java.dto.AddDepartmentMembersReqDto;
import cn.authing.sdk.java.dto.AddGroupMembersReqDto;
import cn.authing.sdk.java.dto.IsSuccessRespDto;
import cn.authing.sdk.java.model.ManagementClientOptions;
import java.util.List;

/** Adds a user to a group, and a user to a department. */
public class Samples {
    public static void main(String[] arguments) throws Exception {
        ManagementClientOptions options = new ManagementClientOptions();
        options.setAccessKeyId(System.getenv("AUTHING_ACCESS_KEY_ID"));
        options.setAccessKeySecret(System.getenv("AUTHING_ACCESS_KEY_SECRET"));
        options.setHost(System.getenv("AUTHING_HOST"));
        ManagementClient client = new ManagementClient(options);

        AddGroupMembersReqDto group = new AddGroupMembersReqDto();
        group.setCode("developer");
        group.setUserIds(List.of("6229ffaxxxxxxxxcade3e3d9"));
        print("add-group-members", client.addGroupMembers(group));

        AddDepartmentMembersReqDto department = new AddDepartmentMembersReqDto();
        department.setOrganizationCode("steamory");
        department.setDepartmentId("60b49eb8xxxxxxdb96f26e68");
        department.setUserIds(List.of("623c20b2xxxxxxaaf41b17da"));
        print("add-department-members", client.addDepartmentMembers(department));
    }

    private static void print(String operation, IsSuccessRespDto answer) {
        System.out.println(operation + ": " + answer.getStatusCode() + " " + answer.getMessage());
    }
}
