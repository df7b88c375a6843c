package io.nomadflink.connector.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the documentation, and the sources that they speak of. */
final class Pages {
    static final Path PROJECT = Path.of(System.getProperty("conf")).getParent();

    private Pages() {}

    static String read(String page) throws IOException {
        return Files.readString(PROJECT.resolve(page));
    }

    /** Every page that users read. */
    static List<Path> all() throws IOException {
        try (Stream<Path> root = Files.list(PROJECT);
                Stream<Path> docs = Files.walk(PROJECT.resolve("src/docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** What stands between {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}. */
    static String part(String page, String name) throws IOException {
        String text = read(page);
        String begin = "<!-- begin " + name + " -->\n";
        int start = text.indexOf(begin);
        int end = text.indexOf("<!-- end " + name + " -->");
        if (start < 0 || end < start) {
            throw new IOException(page + " has no part " + name);
        }
        return text.substring(start + begin.length(), end).strip();
    }
}
