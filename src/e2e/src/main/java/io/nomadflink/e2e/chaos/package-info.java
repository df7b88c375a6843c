/** Random faults against the source, compared with what was published event by event. */
package io.nomadflink.e2e.chaos;
