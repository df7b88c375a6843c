/** Keeping all events outside Nomad, and reading them from there. */
package io.nomadflink.jobs.capture;
