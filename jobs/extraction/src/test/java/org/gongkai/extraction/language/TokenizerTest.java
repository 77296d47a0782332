package org.gongkai.extraction.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Token;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The words that the grammar is written in must come out whole. */
class TokenizerTest {
  private static Tokenizer tokenizer;

  @BeforeAll
  static void load() throws IOException {
    tokenizer = new Tokenizer(ConfFiles.load(Path.of("../../conf")));
  }

  @Test
  void keepsDomainWordsWhole() {
    assertThat(words("全年收到政府信息公开申请后均已答复")).contains("收到", "政府信息公开申请", "均已", "答复");
  }

  @Test
  void takesTheLongestWord() {
    assertThat(words("非本机关掌握的")).containsExactly("非本机关掌握的");
  }

  @Test
  void doesNotCutSingleCharactersOutOfOtherWords() {
    assertThat(words("公共图书馆")).doesNotContain("共");
  }

  @Test
  void placesEveryWordInTheText() {
    String text = "2014年 未发生行政复议、行政诉讼。";

    assertThat(tokenizer.words(text))
        .allMatch(token -> text.startsWith(token.text(), token.start()));
  }

  private static List<String> words(String text) {
    return tokenizer.words(text).stream().map(Token::text).toList();
  }
}
