/** Recording Nomad's event stream to files that can be replayed. */
package io.nomadflink.jobs.record;
