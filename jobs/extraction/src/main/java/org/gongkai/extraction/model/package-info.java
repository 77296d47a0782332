/** What the steps of extraction hand to each other. */
package org.gongkai.extraction.model;
