/** Words and numbers of Chinese official prose. */
package org.gongkai.extraction.language;
