/** The one place that declares every table of the warehouse. */
package org.gongkai.pipeline.schema;
