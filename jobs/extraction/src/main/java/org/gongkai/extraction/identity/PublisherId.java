package org.gongkai.extraction.identity;

import java.util.regex.Pattern;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Identity.OrganKind;

/**
 * An id of an issuing organ that stays the same from year to year while the printed name varies:
 * the region's code and the organ without the names of regions.
 */
public final class PublisherId {
  /** What titles leave out at will after the name of a town or a zone. */
  private static final Pattern COMPLETION =
      Pattern.compile("(?<=[镇乡道区城])(?:人民政府|政府|办事处|管理委员会|管委会)$");

  private PublisherId() {}

  /** The id, for example {@code 220105:government}; null where organ or region is unknown. */
  public static String of(Identity identity) {
    if (identity.regionCode() == null
        || identity.organKind() == null
        || identity.publisherName() == null) {
      return null;
    }
    OrganKind kind = identity.organKind();
    String organ =
        switch (kind) {
          case GOVERNMENT, GOVERNMENT_OFFICE -> kind.code();
          case DEPARTMENT, TOWNSHIP, OTHER -> {
            String name = identity.publisherName();
            int region = name.lastIndexOf(identity.regionName());
            String local =
                region < 0 ? name : name.substring(region + identity.regionName().length());
            yield COMPLETION.matcher(local).replaceFirst("");
          }
        };
    return identity.regionCode() + ":" + organ;
  }
}
