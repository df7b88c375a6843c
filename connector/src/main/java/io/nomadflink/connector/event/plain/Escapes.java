package io.nomadflink.connector.event.plain;

/** JSON's escapes in text. */
final class Escapes {
    private static final int HEX_DIGITS = 4;

    private Escapes() {}

    static String resolved(String text) throws UnusualException {
        StringBuilder resolved = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                resolved.append(c);
                continue;
            }
            i++;
            char letter = i < text.length() ? text.charAt(i) : 0;
            if (letter == 'u') {
                resolved.append(hex(text, i + 1));
                i += HEX_DIGITS;
            } else {
                resolved.append(simple(letter));
            }
        }
        return resolved.toString();
    }

    private static char simple(char letter) throws UnusualException {
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw UnusualException.INSTANCE;
        };
    }

    private static char hex(String text, int from) throws UnusualException {
        int value = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            char c = i < text.length() ? text.charAt(i) : 0;
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw UnusualException.INSTANCE;
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }
}
