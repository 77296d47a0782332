/** Holds the reports of several years and organs against each other. */
package org.gongkai.pipeline.check;
