package org.gongkai.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfFiles;

/**
 * Makes many reports out of the samples, for measuring large runs: real counties each get a report
 * a year, one that a fictional government gave for that year.
 */
public final class ManyReports {
  private ManyReports() {}

  private record Template(String place, String year, String extension, String text) {}

  /**
   * Writes the reports.
   *
   * @param arguments the project's folder, the folder to write to, and the number of reports
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: ManyReports HOME FOLDER NUMBER");
      System.exit(2);
    }
    Path home = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    ConfFiles conf = ConfFiles.load(home.resolve("conf"));
    List<Template> templates = templates(home.resolve("data/samples/province"), conf);
    List<CSVRecord> divisions = conf.csv("divisions/divisions.csv");
    Map<String, String> names = new HashMap<>();
    divisions.forEach(division -> names.put(division.get("code"), division.get("name")));
    List<CSVRecord> counties =
        divisions.stream()
            .filter(division -> division.get("level").equals("county"))
            .filter(division -> division.get("valid_to").isEmpty())
            .toList();
    List<List<Template>> years =
        List.copyOf(
            templates.stream()
                .collect(Collectors.groupingBy(Template::year, TreeMap::new, Collectors.toList()))
                .values());
    int number = Integer.parseInt(arguments[2]);
    for (int i = 0; i < number; i++) {
      int place = i / years.size();
      List<Template> ofYear = years.get(i % years.size());
      Template template = ofYear.get(place % ofYear.size());
      CSVRecord county = counties.get(place);
      String name = names.getOrDefault(county.get("parent"), "") + county.get("name");
      Path file =
          folder
              .resolve(county.get("code").substring(0, 2))
              .resolve(
                  "%s-%s.%s".formatted(county.get("code"), template.year(), template.extension()));
      Files.createDirectories(file.getParent());
      Files.writeString(file, template.text().replace(template.place(), name));
    }
  }

  private static List<Template> templates(Path samples, ConfFiles conf) throws IOException {
    Map<String, String> places = new HashMap<>();
    conf.csv("divisions/supplement.csv")
        .forEach(division -> places.putIfAbsent(division.get("code"), division.get("name")));
    try (Stream<Path> files = Files.list(samples)) {
      return files
          .filter(
              file -> file.getFileName().toString().matches("\\d+-government-\\d+\\.(txt|html)"))
          .sorted()
          .map(file -> template(file, places))
          .filter(template -> template.text().contains(template.place() + "人民政府"))
          .toList();
    }
  }

  private static Template template(Path file, Map<String, String> places) {
    String[] name = file.getFileName().toString().split("[-.]");
    try {
      return new Template(places.get(name[0]), name[2], name[3], Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(file.toString(), e);
    }
  }
}
