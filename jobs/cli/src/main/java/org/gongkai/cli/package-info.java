/** The gongkai command. */
package org.gongkai.cli;
