/** Result rows as Parquet. Knows nothing of the jobs, which call it by name. */
package io.nomadflink.parquet;
