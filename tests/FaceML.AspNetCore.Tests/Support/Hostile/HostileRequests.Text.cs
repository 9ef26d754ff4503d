using System.Globalization;
using System.Text;
using static FaceML.AspNetCore.Tests.Hostile.HttpText;

namespace FaceML.AspNetCore.Tests.Hostile;

// What is wrong with paths, queries, JSON and the head.
internal sealed partial class HostileRequests
{
    private const string Json = "application/json";

    private HostileRequest OddJson()
    {
        string image64 = Convert.ToBase64String(image);
        string body = random.Next(14) switch
        {
            0 => new string('[', 100_000),
            1 => string.Concat(Enumerable.Repeat("{\"image\":", 20_000)),
            2 => $"{{\"image\":\"{new string('A', 20_000_000)}\"}}",
            3 => "{\"image\":\"data:image/jpeg;base64,%%%%\"}",
            4 => "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"n{i}\":{i}")) + "}",
            5 => $"{{\"image\":[\"{image64}\"]}}",
            6 => $"{{\"image\":{new string('9', 100_000)}}}",
            7 => $"\uFEFF{{\"image\":\"{image64[..^3]}\"}}",
            8 => "{\"image\":\"\\ud800\"}",
            9 => $"{{\"image\":\"{image64}\",\"image\":null}}",
            10 => "null",
            11 => $"{{\"image\":\"data:text/html,<script>{image64}\"}}",
            12 => "{\"image\":1e99999,\"a\":-0,\"b\":NaN}",
            _ => $"{{\"image\":\"{image64}\"",
        };
        byte[] bytes = random.Next(10) == 0 ? Encoding.Unicode.GetBytes(body) : Encoding.UTF8.GetBytes(body);
        return new("odd JSON", Request("POST", Target(), Json, bytes));
    }

    private HostileRequest OddName()
    {
        string name = OddText();
        string quoted = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\0", "\\u0000", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        byte[] change = Encoding.UTF8.GetBytes($"{{\"id\":\"{quoted}\",\"name\":\"{quoted}\"}}");
        string path = random.Next(2) == 0 ? Uri.EscapeDataString(name) : name.Replace("\n", "%0a", StringComparison.Ordinal);
        path = path.Replace("\0", "%00", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);
        return new("odd name", random.Next(7) switch
        {
            0 => Request("POST", "/v1/galleries", Json, change),
            1 => Request(
                "PATCH", $"/v1/galleries/{gallery}/people/{person}", Json, Encoding.UTF8.GetBytes($"{{\"id\":\"{quoted}\",\"x\":1}}")),
            2 => Request("POST", $"/v1/galleries/{gallery}/people/{path}/merge", Json, change),
            3 => Request("GET", $"/v1/galleries/{path}/people/{path}", null, []),
            4 => Request("DELETE", $"/v1/galleries/{gallery}/people/{path}/templates/{path}", null, []),
            5 => Request("POST", $"/v1/galleries/{path}/identify", "image/jpeg", image),
            _ => Request("GET", $"/{path}", null, []),
        });
    }

    private HostileRequest OddMethod()
    {
        string method = Pick((string[])
            ["GET", "PUT", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "post", "X", new('M', 500), "DELETE\t", "P@ST"]);
        string target = Pick((string[])
            ["/v1/verify", "/v1/models", "*", "/v1/galleries", "localhost:1", "http://169.254.169.254/v1/models"]);
        return new("odd method", Request(method, target, null, []));
    }

    private HostileRequest OddQuery()
    {
        string value = Uri.EscapeDataString(OddText());
        string target = random.Next(8) switch
        {
            0 => $"/v1/galleries/{gallery}/identify?top={Pick((string[])["-1", "1e9", "99999999999999999999", "NaN", value])}",
            1 => $"/v1/verify?model={value}",
            2 => $"/v1/galleries/{gallery}/people/{person}/images?expires={value}&name={value}&consent={value}&face={value}",
            3 => $"/v1/galleries/{gallery}/people?after={value}&take={Pick((string[])["-1", "0", "2147483648", value])}",
            4 => $"/v1/galleries/{gallery}/identify?top=5&top=5&top[]=5&repeated={value}",
            5 => $"/v1/detect?{string.Join('&', Enumerable.Range(0, 500).Select(i => $"q{i}={i}"))}",
            6 => $"/v1/galleries/{gallery}/log?take={value}",
            _ => $"/v1/detect?%=%&&&=&%ff%fe={new string('v', 6_000)}",
        };
        bool reads = target.Contains("/people?", StringComparison.Ordinal) || target.Contains("/log", StringComparison.Ordinal);

        // An image without a face: what the query asks for must never be done.
        return new("odd query", reads ? Request("GET", target, null, []) : Request("POST", target, "image/bmp", HostileImages.WrongBmp));
    }

    private HostileRequest OddHead()
    {
        string[] headers = random.Next(13) switch
        {
            0 => ["X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: evil.example", "Forwarded: for=127.0.0.1"],
            1 => ["X-HTTP-Method-Override: DELETE", "X-Original-URL: /v1/galleries", "X-Rewrite-URL: /metrics"],
            2 => [.. Enumerable.Range(0, 300).Select(i => $"X-{i}: {i}")],
            3 => [$"X-Long: {new string('x', 60_000)}"],
            4 => [$"x-api-key: {new string('k', 10_000)}"],
            5 => [$"Authorization: Bearer {Convert.ToBase64String(Bytes(300))}.e30."],
            6 => ["Origin: https://evil.example", "Access-Control-Request-Method: DELETE"],
            7 => ["Expect: 200-maybe"],
            8 => ["Content-Encoding: gzip, br, deflate"],
            9 => ["Host: evil.example"],
            10 => ["Range: bytes=0-,0-,0-,0-", "If-None-Match: *"],
            11 => ["Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__", "Connection: Upgrade, HTTP2-Settings"],
            _ => ["X-Bad: a\rb", "X Space: y", ": nothing", "X-Folded: a\r\n b"],
        };
        return new("odd head", Request("POST", Pick(Targets), FormType, Form((Field("image"), HostileImages.HugePng)), headers));
    }

    private HostileRequest OddFraming()
    {
        byte[] form = Form((Field("image"), image));
        string length = form.Length.ToString(CultureInfo.InvariantCulture);
        (string[] Headers, byte[] Body) odd = random.Next(10) switch
        {
            0 => ([$"Content-Length: {length}", "Transfer-Encoding: chunked"], form),
            1 => ([$"Content-Length: {length}", "Content-Length: 5"], form),
            2 => (["Content-Length: -1"], form),
            3 => (["Content-Length: 999999999999999999"], form),
            4 => (["Content-Length: 0x10"], form),
            5 => (["Transfer-Encoding: chunked"], [.. "FFFFFFFFFFFFFFFF\r\n"u8, .. form]),
            6 => (["Transfer-Encoding: chunked"], [.. "-5\r\nabcde\r\n0\r\n\r\n"u8]),
            7 => (["Transfer-Encoding: xchunked"], form),
            8 => (["Transfer-Encoding: chunked, identity"], form),
            _ => (
                ["Transfer-Encoding: chunked"],
                [.. Encoding.ASCII.GetBytes($"{form.Length:x};{new string('e', 9_000)}\r\n"), .. form, .. "\r\n0\r\n\r\n"u8]),
        };

        // A body that is announced and does not come holds the connection until the server has enough.
        return new("odd framing", Request("POST", "/v1/detect", FormType, odd.Body, odd.Headers));
    }

    private string OddText() => Pick((string[])
    [
        "../../../../etc/passwd", "..\\..\\windows\\win.ini", "....//....//etc/shadow", "/etc/passwd", "%2e%2e%2f", ".", "..", "\0", "a\0b",
        "a\nb", "\u202Egpj.exe", new('a', 5_000), "CON", "NUL.faces", "x.faces", "'; DROP TABLE person; --", "<script>alert(1)</script>",
        "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "%s%n", "-1", "1e309", "postgres://root@127.0.0.1/postgres", "file:///etc/passwd",
        "\uD83D\uDE00", "a/b", "?", "#", " ", "~", $"n{random.Next(1000)}/../{random.Next(1000)}",
    ]);
}
