package org.gongkai.extraction.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.gongkai.extraction.model.RejectedException;

/** Tells the formats of office programs apart that share a container, and reads them. */
final class OfficeReader {
  static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  static final String DOC = "application/msword";
  static final String XLS = "application/vnd.ms-excel";

  private final ReadingLimits limits;

  OfficeReader(ReadingLimits limits) {
    this.limits = limits;
  }

  /** The media type of an office document, or of the container that it is not. */
  String mediaType(FileKind container, byte[] bytes) throws RejectedException {
    return container == FileKind.ZIP ? zipType(bytes) : compoundType(bytes);
  }

  private String zipType(byte[] bytes) throws RejectedException {
    try {
      Map<String, byte[]> names = ZipParts.read(bytes, name -> false, limits);
      if (names.keySet().stream().anyMatch(WordXmlReader::isBody)) {
        return DOCX;
      }
      return names.containsKey("xl/workbook.xml") ? XLSX : FileKind.ZIP.mediaType();
    } catch (IOException | IllegalArgumentException e) {
      throw RejectReason.CORRUPT_FILE.because("the zip file is damaged; fetch it again", e);
    }
  }

  private String compoundType(byte[] bytes) throws RejectedException {
    try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(bytes))) {
      DirectoryNode root = files.getRoot();
      if (root.hasEntryCaseInsensitive("EncryptedPackage")) {
        throw encrypted();
      }
      if (root.hasEntryCaseInsensitive("WordDocument")) {
        return DOC;
      }
      boolean sheets =
          root.hasEntryCaseInsensitive("Workbook") || root.hasEntryCaseInsensitive("Book");
      return sheets ? XLS : FileKind.COMPOUND.mediaType();
    } catch (IOException | RuntimeException e) {
      throw RejectReason.CORRUPT_FILE.because(
          "the office document is damaged; open it and save it anew", e);
    }
  }

  /** Reads a document of one of the types that this class tells. */
  Content read(String mediaType, byte[] bytes)
      throws IOException, XMLStreamException, RejectedException {
    try {
      return switch (mediaType) {
        case DOCX ->
            new WordXmlReader(limits).read(ZipParts.read(bytes, WordXmlReader::needs, limits));
        case DOC -> {
          try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(bytes))) {
            yield new WordBinaryReader(limits).read(files.getRoot());
          }
        }
        case XLSX -> new SheetReader(limits).read(FileKind.ZIP, bytes);
        case XLS -> new SheetReader(limits).read(FileKind.COMPOUND, bytes);
        default ->
            throw RejectReason.UNSUPPORTED_TYPE.because(
                "files of type " + mediaType + " are not read; save the document as PDF or DOCX");
      };
    } catch (EncryptedDocumentException e) {
      throw encrypted();
    }
  }

  private static RejectedException encrypted() {
    return RejectReason.ENCRYPTED.because("the document needs a password; save it without one");
  }
}
