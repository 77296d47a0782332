package org.gongkai.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Figures of one organ over the years: requests grow, the share that is granted falls slowly, what
 * one year leaves open the next takes over, and every sum of a form holds.
 */
final class Simulation {
  static final int FIRST_YEAR = 2012;
  static final int LAST_YEAR = 2025;

  static final List<String> APPLICANTS =
      List.of(
          "natural_person",
          "commercial_enterprise",
          "research_institution",
          "social_organisation",
          "legal_service",
          "other_organisation");

  private static final int[] APPLICANT_WEIGHTS = {84, 8, 1, 1, 4, 2};
  private static final double GROWTH = 1.11;

  /** Seeds that lie close together would begin alike. */
  private static final long SCATTER = 0x9E3779B97F4A7C15L;

  private static final List<String> OUTCOMES =
      List.of(
          "granted",
          "partly_granted",
          "unavailable_not_held",
          "unavailable_needs_creation",
          "unavailable_unclear",
          "denied_third_party",
          "denied_process_information",
          "denied_enforcement_file",
          "denied_internal_affairs",
          "denied_state_secret",
          "unprocessed_petition",
          "unprocessed_repeat",
          "other_not_corrected",
          "other");

  private static final int[] OUTCOME_WEIGHTS = {46, 8, 18, 3, 2, 3, 2, 3, 1, 1, 5, 3, 3, 2};

  private final Publisher publisher;

  Simulation(Publisher publisher) {
    this.publisher = publisher;
  }

  SortedMap<Integer, YearFigures> run() {
    SortedMap<Integer, YearFigures> years = new TreeMap<>();
    int[] open = new int[APPLICANTS.size()];
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      Random random = new Random((publisher.name().hashCode() * 31L + year) * SCATTER);
      YearFigures figures = new YearFigures(year);
      open = requests(figures, open, random);
      if (year < 2019) {
        statistics(figures, random);
      } else {
        disclosures(figures, random, years.get(year - 1));
      }
      appeals(figures, random);
      publication(figures, random);
      years.put(year, figures);
    }
    return years;
  }

  /** Returns what stays open at the end of the year, by applicant. */
  private int[] requests(YearFigures figures, int[] carriedIn, Random random) {
    double level = publisher.scale() * Math.pow(GROWTH, figures.year() - FIRST_YEAR);
    int received = (int) Math.round(level * (0.85 + 0.3 * random.nextDouble()));
    boolean carries = figures.year() >= 2018;
    int[] left = new int[APPLICANTS.size()];
    int[] byApplicant = split(received, APPLICANT_WEIGHTS, random);
    int[] weights = OUTCOME_WEIGHTS.clone();
    weights[0] = Math.max(20, weights[0] + 2019 - figures.year());
    weights[10] += Math.max(0, figures.year() - 2019);
    for (int i = 0; i < left.length; i++) {
      String applicant = APPLICANTS.get(i);
      left[i] = carries ? byApplicant[i] * (2 + random.nextInt(4)) / 100 : 0;
      int settled = byApplicant[i] + carriedIn[i] - left[i];
      sum(figures, "received", applicant, byApplicant[i]);
      sum(figures, "carried_in", applicant, carriedIn[i]);
      sum(figures, "carried_out", applicant, left[i]);
      sum(figures, "total", applicant, settled);
      int[] outcomes = split(settled, weights, random);
      for (int k = 0; k < outcomes.length; k++) {
        String code = OUTCOMES.get(k);
        boolean coarse = figures.year() <= 2020 && code.startsWith("other");
        sum(figures, coarse ? "other" : code, applicant, outcomes[k]);
      }
    }
    return left;
  }

  private static void sum(YearFigures figures, String code, String applicant, int value) {
    figures.add(code + "/" + applicant, value);
    figures.add(code + "/total", value);
  }

  /** The lines of the form of 2014, which knows nothing carried over. */
  private void statistics(YearFigures figures, Random random) {
    int received = figures.number("received/total");
    figures.put("received", received);
    spread(
        figures,
        random,
        received,
        List.of("received_counter", "received_fax", "received_online", "received_mail"),
        new int[] {20, 2, 60, 18});
    int closed = received - figures.number("carried_out/total");
    int extended = closed / 40;
    figures.put("closed", closed);
    figures.put("closed_on_time", closed - extended);
    figures.put("closed_extended", extended);
    figures.put("answered", closed);
    spread(
        figures,
        random,
        closed,
        List.of(
            "already_public",
            "granted",
            "partly_granted",
            "denied",
            "unavailable_not_this_agency",
            "unavailable_not_existing",
            "told_to_amend",
            "told_other_channel"),
        new int[] {16, 42, 6, 7, 13, 10, 3, 3});
    spread(
        figures,
        random,
        figures.number("denied"),
        List.of(
            "denied_state_secret",
            "denied_trade_secret",
            "denied_privacy",
            "denied_security_stability",
            "denied_not_government_information",
            "denied_prohibited_by_law"),
        new int[] {1, 3, 3, 1, 6, 3});
    int staff = 4 + publisher.scale() / 2;
    figures.put("staff_full_time", staff / 6 + 1);
    figures.put("staff_part_time", staff);
    figures.put("staff_total", staff + staff / 6 + 1);
    figures.put("offices", 1 + publisher.scale() / 20);
    figures.put("access_points", 3 + publisher.scale() / 10);
    figures.put("budget", (2 + random.nextInt(30)) + "." + random.nextInt(10));
    figures.put("complaints", random.nextInt(3));
    figures.put("press_conferences_by_leaders", 1 + random.nextInt(3));
    figures.put("online_interviews", 2 + random.nextInt(10));
    figures.put("online_interviews_by_leaders", 1);
    figures.put("response_hot_topics", 5 + random.nextInt(40));
    figures.put("response_social_media", random.nextInt(30));
    figures.put("response_other", random.nextInt(9));
  }

  private void disclosures(YearFigures figures, Random random, YearFigures before) {
    int documents = 2 + publisher.scale() / 15 + random.nextInt(6);
    int repealed = random.nextInt(3);
    int inForce =
        before.has("normative_documents/in_force")
            ? before.number("normative_documents/in_force") + documents - repealed
            : 4 * documents;
    boolean regulates =
        publisher.level().equals("province") || publisher.level().equals("prefecture");
    figures.put("normative_documents/issued", documents);
    figures.put("normative_documents/repealed", repealed);
    figures.put("normative_documents/in_force", inForce);
    figures.put("regulations/issued", regulates ? random.nextInt(4) : 0);
    figures.put("regulations/repealed", regulates ? random.nextInt(2) : 0);
    figures.put("regulations/in_force", regulates ? 20 + figures.year() - 2019 : 0);
    figures.put("normative_documents/made", documents);
    figures.put("normative_documents/newly_published", documents);
    figures.put("normative_documents/total_published", inForce);
    figures.put("regulations/made", figures.number("regulations/issued"));
    figures.put("regulations/newly_published", figures.number("regulations/issued"));
    figures.put("regulations/total_published", figures.number("regulations/in_force"));
    for (String item : List.of("licences", "other_services", "penalties", "coercive_measures")) {
      figures.put(item + "/items_last_year", 20 + random.nextInt(300));
      int change = random.nextInt(20) - 8;
      figures.put(item + "/items_change", change > 0 ? "+" + change : String.valueOf(change));
      figures.put(item + "/decisions", publisher.scale() * (5 + random.nextInt(90)));
    }
    figures.put("fees/items_last_year", 10 + random.nextInt(20));
    figures.put("fees/items_change", "-" + random.nextInt(3));
    figures.put("fees/amount", publisher.scale() * 20 + "." + random.nextInt(100));
    figures.put("procurement/items", 5 + random.nextInt(200));
    figures.put("procurement/amount", (100000 + random.nextInt(9_000_000)) + "元");
  }

  private void appeals(YearFigures figures, Random random) {
    int requests = figures.number("received/total");
    for (String venue : List.of("review", "suit_direct", "suit_after_review", "suit")) {
      int total = requests * (2 + random.nextInt(3)) / (venue.equals("review") ? 60 : 150);
      boolean old = figures.year() < 2019;
      spread(
          figures,
          random,
          total,
          old
              ? List.of(venue + "_upheld", venue + "_corrected", venue + "_other")
              : List.of(
                  venue + "_upheld", venue + "_corrected", venue + "_other", venue + "_pending"),
          old ? new int[] {70, 12, 18} : new int[] {60, 12, 16, 12});
      figures.put(venue + "_total", total);
    }
  }

  private void publication(YearFigures figures, Random random) {
    int total = publisher.scale() * (90 + 9 * (figures.year() - FIRST_YEAR) + random.nextInt(30));
    figures.put("published_total", total);
    figures.put("published_normative_documents", 3 + random.nextInt(20));
    figures.put("issued_normative_documents", 3 + random.nextInt(20));
    figures.put("published_gazette", publisher.isGovernment() ? 20 + random.nextInt(60) : 0);
    figures.put("published_website", total * 8 / 10);
    figures.put("published_weibo", total / 10);
    figures.put("published_wechat", total / 12);
    figures.put("published_other", total / 20);
    figures.put("press_conferences", 3 + random.nextInt(20));
    figures.put("policy_interpretations", 8 + random.nextInt(90));
    figures.put("meetings", 1 + random.nextInt(4));
    figures.put("training_sessions", 1 + random.nextInt(5));
    figures.put("people_trained", 40 + random.nextInt(400));
    figures.put("hotline", 800 + random.nextInt(9000));
  }

  private static void spread(
      YearFigures figures, Random random, int total, List<String> codes, int[] weights) {
    int[] parts = split(total, weights, random);
    for (int i = 0; i < parts.length; i++) {
      figures.put(codes.get(i), parts[i]);
    }
  }

  /** Deals a number out by weight, one by one, so that the parts always make the whole. */
  private static int[] split(int total, int[] weights, Random random) {
    List<Integer> lots = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; k < weights[i]; k++) {
        lots.add(i);
      }
    }
    int[] parts = new int[weights.length];
    for (int i = 0; i < total; i++) {
      parts[lots.get(random.nextInt(lots.size()))]++;
    }
    return parts;
  }
}
