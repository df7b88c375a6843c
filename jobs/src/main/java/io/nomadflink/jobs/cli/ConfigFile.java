package io.nomadflink.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Map<String, List<String>> values;

    private ConfigFile(Map<String, List<String>> values) {
        this.values = values;
    }

    static ConfigFile read(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw UserException.usage("--config " + file + " cannot be read");
        }
        try {
            return new ConfigFile(values(file, YAML.readTree(file.toFile())));
        } catch (IOException e) {
            throw UserException.usage("--config " + file + " is no YAML: " + reason(e));
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof JsonProcessingException json && json.getLocation() != null
                ? Causes.oneLine(json.getOriginalMessage())
                        + ", line "
                        + json.getLocation().getLineNr()
                : Causes.oneLine(failure.getMessage());
    }

    private static Map<String, List<String>> values(Path file, JsonNode root) {
        Map<String, List<String>> values = new TreeMap<>();
        if (root.isMissingNode() || root.isNull()) {
            return values;
        }
        if (!root.isObject()) {
            throw UserException.usage("--config " + file + " must hold lines such as 'window: 1m'");
        }
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getValue().isNull()) {
                values.put(entry.getKey(), texts(file, entry.getKey(), entry.getValue()));
            }
        }
        return values;
    }

    private static List<String> texts(Path file, String key, JsonNode value) {
        if (value.isValueNode()) {
            return List.of(value.asText());
        }
        if (!value.isArray()) {
            throw UserException.usage(
                    "--config " + file + ": '" + key + "' must be a value or a list");
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        return items;
    }

    /**
     * @throws UserException for a key that is no option
     */
    void check(Path file, Iterable<OptionSpec> options) {
        Map<String, List<String>> unknown = new TreeMap<>(values);
        options.forEach(
                option -> {
                    if (isSettable(option)) {
                        unknown.remove(name(option));
                    }
                });
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
        List<String> items = arg instanceof OptionSpec option ? values.get(name(option)) : null;
        return items == null ? null : String.join(SinkLists.separator(arg.splitRegex()), items);
    }

    /** Whether a file may hold the option: not help, nor a file's own name. */
    static boolean isSettable(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !name(option).equals("config");
    }

    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^--?", "");
    }
}
