package org.gongkai.pipeline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {
  @Test
  void isAsTheCodeDeclares() throws IOException {
    Path home = Path.of(System.getProperty("gongkai.home"));
    String expected = DataDictionary.markdown(Codebook.load(ConfFiles.load(home.resolve("conf"))));
    assertThat(home.resolve("docs").resolve("data-dictionary.md"))
        .describedAs("stale; its head says how to write it anew")
        .hasContent(expected);
  }
}
