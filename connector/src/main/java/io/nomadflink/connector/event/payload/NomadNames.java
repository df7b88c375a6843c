package io.nomadflink.connector.event.payload;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import java.util.Map;

/** Nomad's spelling of a component's name: {@code jobId} is {@code JobID}. */
final class NomadNames extends NamingBase {
    private static final long serialVersionUID = 1L;

    /** Words that Nomad writes otherwise than with one large letter. */
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("Acl", "ACL"),
                    Map.entry("Cidr", "CIDR"),
                    Map.entry("Csi", "CSI"),
                    Map.entry("Dns", "DNS"),
                    Map.entry("Gc", "GC"),
                    Map.entry("Http", "HTTP"),
                    Map.entry("Id", "ID"),
                    Map.entry("Ids", "IDs"),
                    Map.entry("Ip", "IP"),
                    Map.entry("Ipv6", "IPv6"),
                    Map.entry("Json", "JSON"),
                    Map.entry("Jwks", "JWKS"),
                    Map.entry("Jwt", "JWT"),
                    Map.entry("Mb", "MB"),
                    Map.entry("Oidc", "OIDC"),
                    Map.entry("Pkce", "PKCE"),
                    Map.entry("Tg", "TG"),
                    Map.entry("Tls", "TLS"),
                    Map.entry("Ttl", "TTL"),
                    Map.entry("Ui", "UI"),
                    Map.entry("Uris", "URIs"),
                    Map.entry("Url", "URL"));

    /** Names that Java does not allow, or that Nomad spells in two ways. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "byDefault", "Default",
                    "cpuMhz", "CPU",
                    "networkInterface", "Interface",
                    "waitTime", "Wait");

    @Override
    public String translate(String component) {
        String name = NAMES.get(component);
        return name != null ? name : spelled(component);
    }

    private static String spelled(String component) {
        StringBuilder name = new StringBuilder();
        for (int start = 0, end; start < component.length(); start = end) {
            end = start + 1;
            while (end < component.length() && !Character.isUpperCase(component.charAt(end))) {
                end++;
            }
            String word =
                    Character.toUpperCase(component.charAt(start))
                            + component.substring(start + 1, end);
            name.append(WORDS.getOrDefault(word, word));
        }
        return name.toString();
    }
}
