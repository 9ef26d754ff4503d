using System.Globalization;
using System.Text;

namespace FaceML.AspNetCore.Tests.Hostile;

/// <summary>Requests as bytes, written as no client library would write them.</summary>
internal static class HttpText
{
    public const string Boundary = "5f2b1c";

    public const string FormType = "multipart/form-data; boundary=" + Boundary;

    /// <summary>A request whose head is right but for what is given.</summary>
    public static byte[] Request(string method, string target, string? type, byte[] body, params string[] headers)
    {
        StringBuilder head = new($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        foreach (string header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        if (type is not null)
        {
            head.Append("Content-Type: ").Append(type).Append("\r\n");
        }

        if (!headers.Any(header => header.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase)
            || header.StartsWith("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    /// <summary>A form of files.</summary>
    public static byte[] Form(params (string Disposition, byte[] File)[] parts)
    {
        using MemoryStream body = new();
        foreach ((string disposition, byte[] file) in parts)
        {
            body.Write(Encoding.UTF8.GetBytes(
                $"--{Boundary}\r\nContent-Disposition: {disposition}\r\nContent-Type: image/jpeg\r\n\r\n"));
            body.Write(file);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }

    /// <summary>What names a field of a form.</summary>
    public static string Field(string name) => $"form-data; name=\"{name}\"; filename=\"{name}.jpg\"";
}
