/**
 * The result tables, and sinks that upsert their rows without taking a TaskManager down when a
 * database is away.
 */
package io.nomadflink.jobs.sink;
