/** How changes become result tables: options, and the wiring. */
package io.nomadflink.jobs.pipeline;
