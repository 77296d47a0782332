package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Keeps docs/dependencies.md honest. */
class DependenciesTest {
  private static final Path HOME = Path.of(System.getProperty("gongkai.home"));

  /** Declared for building, not as dependencies of a module. */
  private static final Set<String> BUILD_ONLY = Set.of("error_prone_core", "spotless-maven-plugin");

  @Test
  void listsWhatTheModulesDependOnAndNothingElse() throws Exception {
    Set<String> declared = new TreeSet<>();
    try (Stream<Path> modules = Files.list(HOME.resolve("jobs"))) {
      for (Path pom :
          modules.map(module -> module.resolve("pom.xml")).filter(Files::exists).toList()) {
        declared.addAll(dependencies(pom));
      }
    }
    assertThat(declared).contains("spark-core", "spark-sql", "parquet-hadoop", "hanlp");
    Set<String> listed = listed();
    listed.removeAll(BUILD_ONLY);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(declared);
  }

  private static Set<String> listed() throws IOException {
    return Files.readAllLines(HOME.resolve("docs/dependencies.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> dependencies(Path pom) throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    NodeList nodes = parser.parse(pom.toFile()).getElementsByTagName("dependency");
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element dependency = (Element) nodes.item(i);
      String artifact = dependency.getElementsByTagName("artifactId").item(0).getTextContent();
      if (!artifact.startsWith("gongkai-")) {
        names.add(artifact.replace("_${scala.binary}", ""));
      }
    }
    return names;
  }
}
