/**
 * The sample reports of {@code data/samples} and simulators of the damage that real pages suffer.
 */
package org.gongkai.samples;
