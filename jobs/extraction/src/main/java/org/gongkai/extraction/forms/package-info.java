/**
 * Official tables: found by their labels, aligned to a form's definition, read cell by cell. What a
 * form looks like stands in {@code conf/forms/}; see {@link
 * org.gongkai.extraction.forms.FormDefinition}.
 */
package org.gongkai.extraction.forms;
