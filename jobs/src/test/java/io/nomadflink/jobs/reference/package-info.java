/**
 * The result tables computed from their definition, simply and slowly, to compare the jobs with.
 */
package io.nomadflink.jobs.reference;
