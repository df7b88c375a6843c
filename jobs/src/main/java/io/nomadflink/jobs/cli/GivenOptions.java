package io.nomadflink.jobs.cli;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which options a user gave, and refusals of those that would mean nothing. */
final class GivenOptions {
    private final CommandSpec spec;

    GivenOptions(CommandSpec spec) {
        this.spec = spec;
    }

    boolean isOnCommandLine(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Whether the command line names it, or the configuration with another value. */
    boolean isSet(String option) {
        return isOnCommandLine(option) || isConfigured(spec.findOption(option));
    }

    private boolean isConfigured(OptionSpec option) {
        IDefaultValueProvider configuration = spec.defaultValueProvider();
        if (configuration == null) {
            return false;
        }
        try {
            String value = configuration.defaultValue(option);
            return value != null && !value.equals("false") && !value.equals(option.defaultValue());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws UserException if it is set
     */
    void refuse(String option, String because) {
        if (isSet(option)) {
            throw UserException.usage(option + " " + because);
        }
    }
}
