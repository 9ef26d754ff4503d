using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Galleries.Exchange;

/// <summary>
/// Galleries as files that other programs read: JSON Lines (a line of what the gallery is, then a line a template with its embedding),
/// NumPy's .npy (a matrix of 32-bit numbers, a row a template) with JSON Lines for what else is known of each row, and Parquet. Exports
/// hold embeddings as they were enrolled, unprotected: keep them accordingly.
/// </summary>
public static partial class GalleryExchange
{
    // Embeddings enrolled in one change.
    private const int RowsAtOnce = 512;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, never inside HTML
    };

    /// <summary>Writes a gallery as JSON Lines.</summary>
    /// <returns>The number of templates.</returns>
    public static int ExportJsonLines(Gallery gallery, TextWriter output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(output);
        return Export(gallery, output, embedding => embedding.ToArray(), cancellation);
    }

    /// <summary>Writes the embeddings as a .npy matrix and what else is known of each row as JSON Lines.</summary>
    /// <param name="gallery">The gallery.</param>
    /// <param name="matrix">Gets the matrix; must be able to seek, because the number of rows is written last.</param>
    /// <param name="rows">Gets the lines.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The number of templates.</returns>
    public static int ExportNumpy(Gallery gallery, Stream matrix, TextWriter rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(rows);
        NumpyWriter writer = new(matrix, gallery.Definition.Dimension);
        int count = Export(gallery, rows, embedding =>
        {
            writer.Write(embedding.Span);
            return null;
        }, cancellation);
        writer.Finish();
        return count;
    }

    /// <summary>Enrolls what <see cref="ExportJsonLines"/> wrote, in parts: each part is enrolled whole or not at all.</summary>
    /// <exception cref="GalleryException">A line is not from an export, or is of another recipe or dimension; the parts before are
    /// enrolled.</exception>
    public static ImportReport ImportJsonLines(Gallery gallery, TextReader input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(input);
        return Import(gallery, input, (row, line) => row.Embedding ?? throw Wrong(line, "must have an embedding"), cancellation);
    }

    /// <summary>Enrolls what <see cref="ExportNumpy"/> wrote.</summary>
    /// <exception cref="GalleryException">A line is not from an export, the matrix does not fit, or they are of another recipe; the parts
    /// before are enrolled.</exception>
    public static ImportReport ImportNumpy(Gallery gallery, Stream matrix, TextReader rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(rows);
        NumpyReader reader = new(matrix);
        ImportReport report = Import(
            gallery, rows, (_, line) =>
            reader.Read() ?? throw Wrong(line, $"must have a row in the matrix, which has {reader.Rows}"), cancellation);
        return report.Templates == reader.Rows ? report
            : throw new GalleryException(
                GalleryError.InvalidArgument, $"Matrix and lines must have as many rows; they have {reader.Rows} and {report.Templates}.");
    }

    private static int Export(
        Gallery gallery, TextWriter output, Func<ReadOnlyMemory<float>, float[]?> embeddingOf, CancellationToken cancellation)
    {
        output.WriteLine(HeadOf(gallery.Definition));
        int count = 0;
        foreach (EnrolledEmbedding enrolled in gallery.ReadEmbeddings())
        {
            cancellation.ThrowIfCancellationRequested();
            (Person person, Template template) = (enrolled.Person, enrolled.Template);
            using JsonDocument? attributes = person.Attributes is null ? null : JsonDocument.Parse(person.Attributes);
            output.WriteLine(JsonSerializer.Serialize(new Row(
                person.Id, person.Name, attributes?.RootElement, person.Consent, person.Expires, template.Quality, template.SourceSha256,
                    template.Created, embeddingOf(enrolled.Embedding)), Json));
            count++;
        }

        return count;
    }

    private static ImportReport Import(
        Gallery gallery, TextReader input, Func<Row, int, float[]> embeddingOf, CancellationToken cancellation)
    {
        GalleryRecipe recipe = RecipeOf(input.ReadLine() ?? throw Wrong(1, "must say what the gallery is"));
        return Enroll(gallery, Read(), cancellation);

        IEnumerable<Enrollment> Read()
        {
            int number = 1;
            while (input.ReadLine() is { } line)
            {
                number++;
                if (line.Length > 0)
                {
                    Row row = Parse<Row>(line, number);
                    yield return new Enrollment(row.Person, embeddingOf(row, number), recipe)
                    {
                        Quality = row.Quality,
                        SourceSha256 = row.Source,
                        Person = new()
                        {
                            Name = row.Name,
                            Attributes = row.Attributes?.GetRawText(),
                            Consent = row.Consent,
                            Expires = row.Expires,
                        },
                    };
                }
            }
        }
    }

    private static ImportReport Enroll(Gallery gallery, IEnumerable<Enrollment> enrollments, CancellationToken cancellation)
    {
        List<EnrollmentStatus> results = [];
        foreach (Enrollment[] part in enrollments.Chunk(RowsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            results.AddRange(gallery.Enroll(part).Select(result => result.Status));
        }

        return new(results.Count, Count(EnrollmentStatus.Enrolled), Count(EnrollmentStatus.AlreadyEnrolled),
            Count(EnrollmentStatus.LowQuality), Count(EnrollmentStatus.Duplicate));

        int Count(EnrollmentStatus status) => results.Count(result => result == status);
    }

    private static GalleryRecipe RecipeOf(string head) => Parse<Head>(head, 1).Recipe is { Name: not null, Fingerprint: not null } recipe
        ? recipe : throw Wrong(1, "must name the recipe of the embeddings and its fingerprint");

    private static string HeadOf(GalleryDefinition definition) =>
        JsonSerializer.Serialize(new Head(definition.Id, definition.Recipe, definition.Dimension, definition.Length.ToString()), Json);

    private static T Parse<T>(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json) ?? throw Wrong(number, "must be a JSON object");
        }
        catch (JsonException exception)
        {
            throw Wrong(number, "must be a JSON object of an export: " + exception.Message, exception);
        }
    }

    private static GalleryException Wrong(int line, string what, Exception? inner = null) =>
        new(GalleryError.InvalidArgument, $"Line {line} of the import {what}.", inner);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Head(
        [property: JsonRequired] string Gallery, [property: JsonRequired] GalleryRecipe Recipe, int Dimension, string Length);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Row(
        [property: JsonRequired] string Person, string? Name, JsonElement? Attributes, string? Consent, DateTimeOffset? Expires,
            double? Quality, string? Source, DateTimeOffset Created, float[]? Embedding);
}

/// <summary>What came of an import.</summary>
/// <param name="Templates">The templates read.</param>
/// <param name="Enrolled">Of these enrolled.</param>
/// <param name="AlreadyEnrolled">Of these enrolled before, by their images.</param>
/// <param name="LowQuality">Refused for their quality.</param>
/// <param name="Duplicates">Refused as somebody else's.</param>
public sealed record ImportReport(int Templates, int Enrolled, int AlreadyEnrolled, int LowQuality, int Duplicates);
