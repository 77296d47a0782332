/** Snapshots of all tables: written beside the old ones, verified, then switched to. */
package org.gongkai.pipeline.warehouse;
