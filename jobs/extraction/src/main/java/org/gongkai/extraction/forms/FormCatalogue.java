package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/** All forms that {@code conf/forms/} knows, and the years in which they are in force. */
public final class FormCatalogue {
  private static final String FOLDER = "forms/";
  private static final String YEARS = FOLDER + "years.csv";
  private static final Set<String> OTHER_FILES =
      Set.of(YEARS, FOLDER + "words.csv", FOLDER + "values.csv", FOLDER + "margins.csv");

  private final List<FormDefinition> forms;
  private final Map<Integer, String> years;

  private FormCatalogue(List<FormDefinition> forms, Map<Integer, String> years) {
    this.forms = List.copyOf(forms);
    this.years = Map.copyOf(years);
  }

  /**
   * Reads and checks every form.
   *
   * @throws ConfException if a file is wrong
   */
  public static FormCatalogue load(ConfFiles conf) {
    List<FormDefinition> forms = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (String path : conf.below(FOLDER)) {
      if (path.endsWith(".csv") && !OTHER_FILES.contains(path)) {
        FormDefinition form = FormDefinition.load(conf, path);
        if (!codes.add(form.code())) {
          throw new ConfException(path, 0, "has the code of another form: " + form.code());
        }
        forms.add(form);
      }
    }
    Map<Integer, String> years = new HashMap<>();
    for (CSVRecord row : conf.csv(YEARS)) {
      if (!codes.contains(row.get("form"))) {
        throw new ConfException(YEARS, 0, "names the unknown form " + row.get("form"));
      }
      years.put(Integer.valueOf(row.get("year")), row.get("form"));
    }
    return new FormCatalogue(forms, years);
  }

  public List<FormDefinition> forms() {
    return forms;
  }

  /** The form with the given code. */
  public Optional<FormDefinition> form(String code) {
    return forms.stream().filter(form -> form.code().equals(code)).findFirst();
  }

  /** Code of the national form in force for a data year, if there was one. */
  public Optional<String> inForce(int year) {
    return Optional.ofNullable(years.get(year));
  }
}
