/** What all tables of windows share. */
package io.nomadflink.jobs.window;
