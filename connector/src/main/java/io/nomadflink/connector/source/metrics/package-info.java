/** What operators can see. */
package io.nomadflink.connector.source.metrics;
