package org.gongkai.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Hands out the files of a folder to browsers on this machine, and to nobody else. */
final class SiteServer implements AutoCloseable {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "csv", "text/csv; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "png", "image/png");

  private final Path root;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  /**
   * Starts to serve.
   *
   * @param site a folder with an {@code index.html}
   * @param port the port, or 0 for any free one
   * @throws IOException if there is no site or the port is taken; the message says the way out
   */
  SiteServer(Path site, int port) throws IOException {
    if (!Files.isRegularFile(site.resolve("index.html"))) {
      throw new IOException(
          "no site in " + site + "; make one with gongkai run, or name its folder with --site DIR");
    }
    root = site.toRealPath();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException("port " + port + " is taken; choose another with --port N", e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(workers);
    server.start();
  }

  /** The address to open. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        refuse(exchange, 405, "only GET and HEAD");
        return;
      }
      Path file = find(exchange.getRequestURI().getPath());
      if (file == null) {
        refuse(exchange, 404, "no such file");
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", type(file));
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      long size = Files.size(file);
      boolean bodiless = method.equals("HEAD") || size == 0;
      exchange.sendResponseHeaders(200, bodiless ? -1 : size);
      if (!bodiless) {
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(exchange.getResponseBody());
        }
      }
    }
  }

  /** The file of a request, or null where there is none within the site, links followed. */
  private Path find(String path) throws IOException {
    try {
      Path file = root.resolve(path.replaceFirst("^/+", "")).toRealPath();
      if (Files.isDirectory(file)) {
        file = file.resolve("index.html").toRealPath();
      }
      return file.startsWith(root) && Files.isRegularFile(file) ? file : null;
    } catch (NoSuchFileException | InvalidPathException e) {
      return null;
    }
  }

  private static String type(Path file) {
    String name = file.getFileName().toString();
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }

  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    byte[] body = reason.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", TYPES.get("txt"));
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdown();
  }
}
