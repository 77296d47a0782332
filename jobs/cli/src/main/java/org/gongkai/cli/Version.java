package org.gongkai.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar that holds the command. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Gongkai.class.getPackage().getImplementationVersion();
    return new String[] {"gongkai " + (version == null ? "(unpackaged)" : version)};
  }
}
