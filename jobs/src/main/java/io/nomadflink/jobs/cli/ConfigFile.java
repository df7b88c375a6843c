package io.nomadflink.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults for options from a YAML file: its keys are the options' names without dashes, a list
 * stands for a repeated option. The command line wins over the file, the file over the environment.
 */
final class ConfigFile implements IDefaultValueProvider {
    static final ConfigFile NONE = new ConfigFile(Map.of());

    private final Map<String, String> values;

    private ConfigFile(Map<String, String> values) {
        this.values = values;
    }

    static ConfigFile read(Path file) {
        if (!Files.isReadable(file)) {
            throw UserException.usage("--config " + file + " cannot be read");
        }
        try {
            JsonNode root = new YAMLMapper().readTree(file.toFile());
            Map<String, String> values = new TreeMap<>();
            for (Iterator<Map.Entry<String, JsonNode>> all = root.fields(); all.hasNext(); ) {
                Map.Entry<String, JsonNode> entry = all.next();
                values.put(entry.getKey(), text(file, entry.getKey(), entry.getValue()));
            }
            return new ConfigFile(values);
        } catch (IOException e) {
            throw UserException.usage(
                    "--config " + file + " is no YAML: " + Causes.oneLine(e.getMessage()));
        }
    }

    private static String text(Path file, String key, JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        if (!value.isArray()) {
            throw UserException.usage(
                    "--config " + file + ": '" + key + "' must be a value or a list");
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        return String.join(",", items);
    }

    /**
     * @throws UserException for a key that is no option
     */
    void check(Path file, Iterable<OptionSpec> options) {
        Map<String, String> unknown = new TreeMap<>(values);
        options.forEach(option -> unknown.remove(name(option)));
        if (!unknown.isEmpty()) {
            throw UserException.usage(
                    "--config "
                            + file
                            + ": unknown key '"
                            + unknown.keySet().iterator().next()
                            + "'");
        }
    }

    @Override
    public String defaultValue(ArgSpec arg) {
        return arg instanceof OptionSpec option ? values.get(name(option)) : null;
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^--?", "");
    }
}
