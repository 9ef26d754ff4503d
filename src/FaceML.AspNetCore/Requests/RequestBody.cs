using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FaceML.AspNetCore.Requests;

/// <summary>
/// Image files from the body of a request: fields of a form, base64 texts of a JSON object, or the body itself where there is one. They are
/// kept in memory alone, and nothing is read beyond the limits.
/// </summary>
internal static class RequestBody
{
    private const string AnImage = "An image";
    private const int Overhead = 64 << 10, LongestHeader = 16 << 10, MostFields = 16, MostBoundary = 100, Depth = 4;

    /// <summary>Reads the files.</summary>
    /// <param name="request">The request.</param>
    /// <param name="names">The names of the fields, in the order in which the files are wanted.</param>
    /// <param name="imageBytes">The most bytes of a file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A file a name.</returns>
    public static async Task<ReadOnlyMemory<byte>[]> ReadAsync(
        HttpRequest request, string[] names, int imageBytes, CancellationToken cancellationToken)
    {
        // As JSON each file is a third longer.
        long most = names.Length * (imageBytes * 4L / 3 + 4) + Overhead;
        Limit(request.HttpContext, most);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type))
        {
            throw WrongType(request.ContentType, names);
        }

        Dictionary<string, ReadOnlyMemory<byte>> files =
            Is(type, "multipart/form-data") ? await ReadFormAsync(request.Body, type, imageBytes, cancellationToken)
            : Is(type, "application/json") ? await ReadJsonAsync(request.Body, names, most, imageBytes, cancellationToken)
            : names.Length == 1 && (type.Type.Equals("image", StringComparison.OrdinalIgnoreCase) || Is(type, "application/octet-stream"))
                ? new() { [names[0]] = await ReadWholeAsync(request.Body, AnImage, imageBytes, cancellationToken) }
            : throw WrongType(request.ContentType, names);
        return [.. names.Select(name => files.TryGetValue(name, out ReadOnlyMemory<byte> file) && file.Length > 0
            ? file
            : throw new FaceMLException(FaceMLError.InvalidRequest, $"The field '{name}' must hold an image; it is missing or empty.")
            {
                Fault = FieldFault.Missing,
            })];
    }

    /// <summary>Reads JSON.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="most">The most bytes.</param>
    public static async Task<T> ReadJsonAsync<T>(
        HttpRequest request, JsonSerializerOptions options, CancellationToken cancellationToken, int most = 2 * Overhead)
    {
        Limit(request.HttpContext, most);
        if (!request.HasJsonContentType())
        {
            throw new FaceMLException(
                FaceMLError.UnsupportedMediaType, $"The content type must be application/json; it is {Named(request.ContentType)}.");
        }

        ReadOnlyMemory<byte> body = await ReadWholeAsync(request.Body, "The body", most, cancellationToken);
        return Parsed(() => JsonSerializer.Deserialize<T>(body.Span, options))
            ?? throw new FaceMLException(FaceMLError.InvalidRequest, "The body must be a JSON object; it is null.");
    }

    private static async Task<Dictionary<string, ReadOnlyMemory<byte>>> ReadFormAsync(
        Stream body, MediaTypeHeaderValue type, int imageBytes, CancellationToken cancellationToken)
    {
        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? "";
        if (boundary.Length is 0 or > MostBoundary)
        {
            throw new FaceMLException(FaceMLError.InvalidRequest, "A form must have a boundary of 1 to 100 characters.");
        }

        var reader = new MultipartReader(boundary, body) { HeadersCountLimit = MostFields, HeadersLengthLimit = LongestHeader };
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                ReadOnlyMemory<byte> file = await ReadWholeAsync(section.Body, AnImage, imageBytes, cancellationToken);
                if (files.Count == MostFields || !files.TryAdd(NameOf(section), file))
                {
                    throw new FaceMLException(
                        FaceMLError.InvalidRequest, $"A form must have at most {MostFields} fields, each of its own name.");
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new FaceMLException(FaceMLError.InvalidRequest, "The body ended early or is not of its content type.");
        }

        return files;
    }

    private static string NameOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? ""
            : "";

    private static async Task<Dictionary<string, ReadOnlyMemory<byte>>> ReadJsonAsync(
        Stream body, string[] names, long most, int imageBytes, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> text = await ReadWholeAsync(body, "The body", most, cancellationToken);
        using JsonDocument document = Parsed(() => JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Depth }));
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new FaceMLException(FaceMLError.InvalidRequest, "The body must be a JSON object.");
        }

        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (document.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
            {
                files[name] = FromBase64(name, value, imageBytes);
            }
        }

        return files;
    }

    // Also as a data URL: data:image/jpeg;base64,…
    private static byte[] FromBase64(string name, JsonElement value, int imageBytes)
    {
        byte[]? file;
        try
        {
            if (!value.TryGetBytesFromBase64(out file))
            {
                file = FromDataUrl(value.GetString()!);
            }
        }
        catch (InvalidOperationException)
        {
            file = null; // half of a surrogate pair is no text
        }

        if (file is null)
        {
            throw new FaceMLException(FaceMLError.InvalidRequest, $"The field '{name}' must be an image in base64.")
            {
                Fault = FieldFault.NotBase64,
            };
        }

        return file.Length <= imageBytes ? file : throw TooLarge(AnImage, imageBytes);
    }

    private static byte[]? FromDataUrl(string text)
    {
        int comma = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? text.IndexOf(',', StringComparison.Ordinal) : -1;
        byte[] buffer = new byte[text.Length];
        return comma >= 0 && Convert.TryFromBase64Chars(text.AsSpan(comma + 1), buffer, out int count) ? buffer[..count] : null;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadWholeAsync(Stream body, string what, long most, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        byte[] part = System.Buffers.ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            for (int read; (read = await body.ReadAsync(part, cancellationToken)) > 0;)
            {
                if (content.Length + read > most)
                {
                    throw TooLarge(what, most);
                }

                content.Write(part, 0, read);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(part);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static void Limit(HttpContext http, long most)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = most;
        }
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static T Parsed<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException e)
        {
            string reason = e.Path is { Length: > 0 } path ? $"what is at {path} is not." : "it is not.";
            throw new FaceMLException(FaceMLError.InvalidRequest, $"The body must be JSON of the documented shape; {reason}");
        }
    }

    private static FaceMLException TooLarge(string what, long most) => new(
        FaceMLError.RequestTooLarge, FormattableString.Invariant($"{what} must have at most {most:N0} bytes; it has more."));

    private static FaceMLException WrongType(string? type, string[] names)
    {
        string raw = names.Length == 1 ? ", the image itself (image/*)" : "";
        return new(FaceMLError.UnsupportedMediaType,
            $"The body must be a form (multipart/form-data) or a JSON object with {string.Join(" and ", names.Select(n => $"'{n}'"))}"
                + $"{raw}; its content type is {Named(type)}.");
    }

    // What a stranger sent is not said back as it is.
    private static string Named(string? type) =>
        string.IsNullOrEmpty(type) ? "missing" : MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? known)
            ? known.MediaType.ToString()
            : "not valid";
}
