/**
 * Reading JSON in the plain form that Nomad writes, eight bytes at a time, without tokens. Inside
 * of this project only.
 */
package io.nomadflink.connector.event.plain;
