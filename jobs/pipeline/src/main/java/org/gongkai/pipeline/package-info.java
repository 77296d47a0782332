/** Spark jobs over extraction. */
package org.gongkai.pipeline;
