package network.mandala.images.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request.
 *
 * @param query empty when there is none
 * @param headers by name in lower case
 */
record HttpRequest(
    String method, String path, String query, Map<String, String> headers, byte[] body) {

  /** Returns null at the end of the connection. */
  static HttpRequest read(InputStream in) throws IOException {
    var line = readLine(in);
    if (line.isEmpty()) {
      return null;
    }
    var words = line.split(" ", -1);
    int question = words[1].indexOf('?');
    var headers = new TreeMap<String, String>();
    for (var header = readLine(in); !header.isEmpty(); header = readLine(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new HttpRequest(
        words[0],
        question < 0 ? words[1] : words[1].substring(0, question),
        question < 0 ? "" : words[1].substring(question + 1),
        headers,
        readBody(in, headers));
  }

  private static byte[] readBody(InputStream in, Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    var body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(readLine(in), 16);
      body.writeBytes(in.readNBytes(size));
      readLine(in);
    } while (size > 0);
    return body.toByteArray();
  }

  private static String readLine(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(ISO_8859_1).strip();
  }
}
