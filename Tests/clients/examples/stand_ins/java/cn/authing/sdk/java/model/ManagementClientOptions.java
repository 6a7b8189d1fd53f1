package cn.authing.sdk.java.model;

public class ManagementClientOptions {
    private String accessKeyId;
    private String accessKeySecret;
    private String host;

    public String getAccessKeyId() { return accessKeyId; }

    public void setAccessKeyId(String accessKeyId) { this.accessKeyId = accessKeyId; }

    public String getAccessKeySecret() { return accessKeySecret; }

    public void setAccessKeySecret(String accessKeySecret) { this.accessKeySecret = accessKeySecret; }

    public String getHost() { return host; }

    public void setHost(String host) { this.host = host; }
}
