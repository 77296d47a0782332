package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteServerTest {
  @TempDir Path folder;
  private SiteServer server;

  @BeforeEach
  void start() throws IOException {
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "<h1>公开</h1>");
    Files.writeString(site.resolve("核查.csv"), "a,b");
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(site.resolve("link.txt"), folder.resolve("secret.txt"));
    server = new SiteServer(site, 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = server.address().resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Sends a path as it stands, because clients tidy up what they send. */
  private String raw(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void servesFilesWithTheirTypes() throws Exception {
    assertThat(get("/").body()).isEqualTo("<h1>公开</h1>");
    assertThat(get("/").headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(get("/%E6%A0%B8%E6%9F%A5.csv").body()).isEqualTo("a,b");
    assertThat(get("/nothing.js").statusCode()).isEqualTo(404);
  }

  @Test
  void neverLeavesTheSite() throws Exception {
    for (String path :
        new String[] {
          "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/link.txt", "//etc/passwd"
        }) {
      assertThat(raw(path)).as(path).startsWith("HTTP/1.1 404").doesNotContain("secret");
    }
  }

  @Test
  void saysHowToGoOnWithoutASiteOrPort() {
    assertThatThrownBy(() -> new SiteServer(folder, 0)).hasMessageContaining("gongkai run");
    assertThatThrownBy(() -> new SiteServer(folder.resolve("site"), server.address().getPort()))
        .hasMessageContaining("--port");
  }
}
