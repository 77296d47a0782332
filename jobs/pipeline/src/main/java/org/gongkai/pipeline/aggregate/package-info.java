/** Builds indicators of regions and years from the figures of their governments. */
package org.gongkai.pipeline.aggregate;
