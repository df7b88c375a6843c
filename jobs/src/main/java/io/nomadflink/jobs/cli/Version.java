package io.nomadflink.jobs.cli;

import org.apache.flink.runtime.util.EnvironmentInformation;
import picocli.CommandLine.IVersionProvider;

/** The versions of this program and of Flink. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = NomadFlink.class.getPackage().getImplementationVersion();
        return new String[] {
            "nomad-flink "
                    + (own == null ? "development" : own)
                    + ", Flink "
                    + EnvironmentInformation.getVersion()
        };
    }
}
