/** Reads every input once and writes what it says into the tables. */
package org.gongkai.pipeline.ingest;
