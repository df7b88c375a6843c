/**
 * How long deployments take: what is remembered of each, and the functions that make rows of it.
 */
package io.nomadflink.jobs.deployment;
