package org.gongkai.extraction.identity;

import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Identity.OrganKind;

/**
 * An id of an issuing organ that stays the same from year to year while the printed name varies:
 * the region's code and the organ without the names of regions.
 */
public final class PublisherId {
  private PublisherId() {}

  /** The id, for example {@code 220105:government}; null where organ or region is unknown. */
  public static String of(Identity identity) {
    if (identity.regionCode() == null || identity.organKind() == null) {
      return null;
    }
    OrganKind kind = identity.organKind();
    String organ =
        switch (kind) {
          case GOVERNMENT, GOVERNMENT_OFFICE -> kind.code();
          case DEPARTMENT, TOWNSHIP, OTHER -> {
            String name = identity.publisherName();
            int region = name.lastIndexOf(identity.regionName());
            yield region < 0 ? name : name.substring(region + identity.regionName().length());
          }
        };
    return identity.regionCode() + ":" + organ;
  }
}
