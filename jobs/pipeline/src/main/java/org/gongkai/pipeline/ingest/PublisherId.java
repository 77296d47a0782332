package org.gongkai.pipeline.ingest;

import org.gongkai.extraction.model.Identity;

/** The id of an issuing organ, the same over the years. */
final class PublisherId {
  private PublisherId() {}

  /**
   * Region code, slash and organ. A government and its office go by their kind; another organ by its
   * name without the region's, so that 二道区财政局 and 长春市二道区财政局 are one.
   *
   * @return null where neither region nor name is known
   */
  static String of(Identity identity) {
    if (identity.regionCode() == null && identity.publisherName() == null) {
      return null;
    }
    String region = identity.regionCode() == null ? "unknown" : identity.regionCode();
    return region + "/" + organ(identity);
  }

  private static String organ(Identity identity) {
    Identity.OrganKind kind = identity.organKind();
    if (kind == Identity.OrganKind.GOVERNMENT || kind == Identity.OrganKind.GOVERNMENT_OFFICE) {
      return kind.code();
    }
    String name = identity.publisherName();
    if (name == null) {
      return kind == null ? "unknown" : kind.code();
    }
    String region = identity.regionName();
    int at = region == null || region.isEmpty() ? -1 : name.lastIndexOf(region);
    String organ = at < 0 ? name : name.substring(at + region.length());
    return organ.isEmpty() ? name : organ;
  }
}
