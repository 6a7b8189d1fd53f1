package cn.authing.sdk.java.dto;

public class IsSuccessRespDto {
    private final Integer statusCode;
    private final String message;

    public IsSuccessRespDto(Integer statusCode, String message) {
        this.statusCode = statusCode;
        this.message = message;
    }

    public Integer getStatusCode() { return statusCode; }

    public String getMessage() { return message; }
}
