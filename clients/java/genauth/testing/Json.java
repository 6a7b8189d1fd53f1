package genauth.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is needed of JSON: the JDK has no reader for it. */
final class Json {
    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    /** The id and status of a request; the fields of an entry are in this order. */
    private static final Pattern REQUEST = Pattern.compile("\"requestId\":" + TEXT + "[^{}]*?\"statusCode\":(\\d+)");

    private Json() {}

    /** A text in quotation marks. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ') {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }

    /** The first text of a member of this name. */
    static String text(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":" + TEXT).matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("there is no " + name + " in " + json);
        }
        return found.group(1);
    }

    /** The ids of the requests of a journal that were refused or not answered. */
    static List<String> refused(String journal) {
        List<String> ids = new ArrayList<>();
        Matcher found = REQUEST.matcher(journal);
        while (found.find()) {
            int status = Integer.parseInt(found.group(2));
            if (status < 200 || status >= 400) {
                ids.add(found.group(1));
            }
        }
        return ids;
    }
}
