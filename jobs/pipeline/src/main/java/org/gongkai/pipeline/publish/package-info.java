/** The static site that a person opens by double click, and the files to download with it. */
package org.gongkai.pipeline.publish;
