/**
 * What the jobs need to know of Nomad's events: small, typed changes of a cluster, and how they are
 * read.
 */
package io.nomadflink.jobs.change;
