/** Access to {@code conf/}. */
package org.gongkai.extraction.config;
