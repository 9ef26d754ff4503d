using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace FaceML.Galleries.Exchange;

/// <content>Parquet: a row a template, the embedding as a list of 32-bit numbers, what the gallery is as metadata of the file.</content>
public static partial class GalleryExchange
{
    private const string MetadataKey = "faceml.gallery";

    private static readonly string[] TextColumns = ["person", "name", "attributes", "consent", "expires", "source", "created"];

    // Numbers of the embeddings of one row group: 256 MB.
    private const long MostNumbersInGroup = 64L << 20;

    /// <summary>
    /// Writes a gallery as one Parquet file, not compressed: columns <c>person</c>, <c>name</c>, <c>attributes</c>, <c>consent</c>,
    /// <c>expires</c>, <c>quality</c>, <c>source</c>, <c>created</c> (times in ISO 8601) and <c>embedding</c>, a list of 32-bit numbers.
    /// </summary>
    /// <param name="gallery">The gallery.</param>
    /// <param name="output">Gets the file.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The number of templates.</returns>
    public static int ExportParquet(Gallery gallery, Stream output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(output);
        return WriteParquet(gallery, output, cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Enrolls what <see cref="ExportParquet"/> wrote, in parts: each part is enrolled whole or not at all.</summary>
    /// <param name="gallery">The gallery.</param>
    /// <param name="input">The file; must be able to seek. Row groups of at most 64 million numbers, not compressed.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="GalleryException">The file is not an export, or is of another recipe or dimension; the parts before are
    /// enrolled.</exception>
    public static ImportReport ImportParquet(Gallery gallery, Stream input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(input);
        ParquetCheck.Footer(input);
        ParquetReader reader = Reading(
            () => ParquetReader.CreateAsync(input, leaveStreamOpen: true, cancellationToken: cancellation).GetAwaiter().GetResult());
        try
        {
            string head = Reading(() => reader.CustomMetadata).GetValueOrDefault(MetadataKey)
                ?? throw ParquetCheck.Wrong($"have the metadata '{MetadataKey}', which say what the gallery is");
            GalleryRecipe recipe = RecipeOf(head);
            DataField[] columns = Reading(() => reader.Schema.GetDataFields());
            return Enroll(gallery, Enumerable.Range(0, reader.RowGroupCount).SelectMany(
                group => ReadGroup(reader.OpenRowGroupReader(group), columns, input, gallery.Definition.Dimension, recipe)), cancellation);
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static async Task<int> WriteParquet(Gallery gallery, Stream output, CancellationToken cancellation)
    {
        var element = new DataField("element", typeof(float), isNullable: false);
        DataField[] texts = [.. TextColumns.Select(name => new DataField(name, typeof(string), isNullable: name is not "person"))];
        var quality = new DataField("quality", typeof(double), isNullable: true);
        ParquetSchema schema = new([.. texts, quality, new ListField("embedding", element)]);
        int count = 0, dimension = gallery.Definition.Dimension;
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(
            schema, output, new ParquetOptions { CompressionMethod = CompressionMethod.None }, cancellationToken: cancellation);
        writer.CustomMetadata = new Dictionary<string, string> { [MetadataKey] = HeadOf(gallery.Definition) };
        foreach (EnrolledEmbedding[] part in gallery.ReadEmbeddings().Chunk(RowsAtOnce))
        {
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            foreach (DataField column in texts)
            {
                await rows.WriteAsync(column, part.Select(row => TextOf(row, column.Name)!).ToArray());
            }

            await rows.WriteAsync<double>(quality, part.Select(row => row.Template.Quality).ToArray(), cancellationToken: cancellation);
            int[] starts = [.. Enumerable.Range(0, part.Length * dimension).Select(i => i % dimension == 0 ? 0 : 1)];
            int[] present = new int[starts.Length];
            Array.Fill(present, element.MaxDefinitionLevel);
            float[] numbers = [.. part.SelectMany(row => row.Embedding.ToArray())];
            await rows.WriteAllPartsAsync<float>(element, numbers, present, starts, cancellation);
            count += part.Length;
        }

        return count;
    }

    private static string? TextOf(EnrolledEmbedding row, string column) => column switch
    {
        "person" => row.Person.Id,
        "name" => row.Person.Name,
        "attributes" => row.Person.Attributes,
        "consent" => row.Person.Consent,
        "expires" => row.Person.Expires?.ToString("O", CultureInfo.InvariantCulture),
        "source" => row.Template.SourceSha256,
        _ => row.Template.Created.ToString("O", CultureInfo.InvariantCulture),
    };

    private static IEnumerable<Enrollment> ReadGroup(
        ParquetRowGroupReader reader, DataField[] columns, Stream input, int dimension, GalleryRecipe recipe)
    {
        using ParquetRowGroupReader rows = reader;
        if (rows.RowCount < 0 || rows.RowCount * dimension > MostNumbersInGroup)
        {
            throw ParquetCheck.Wrong($"have row groups of at most {MostNumbersInGroup / dimension:N0} rows; one has {rows.RowCount:N0}");
        }

        int count = (int)rows.RowCount;
        string?[] persons = Texts("person"), names = Texts("name"), attributes = Texts("attributes"), consents = Texts("consent"),
            expiries = Texts("expires"), sources = Texts("source");
        double?[] qualities = new double?[count];
        DataField quality = Column("quality", count);
        Reading(() => rows.ReadAsync<double>(quality, qualities));
        float[] numbers = Embeddings();
        for (int i = 0; i < count; i++)
        {
            yield return new Enrollment(
                persons[i] ?? throw ParquetCheck.Wrong("name a person in each row"), numbers.AsMemory(i * dimension, dimension), recipe)
            {
                Quality = qualities[i],
                SourceSha256 = sources[i],
                Person = new() { Name = names[i], Attributes = attributes[i], Consent = consents[i], Expires = Time(expiries[i]) },
            };
        }

        DataField Column(string name, int values)
        {
            DataField field = columns.FirstOrDefault(field => field.Path.FirstPart == name)
                ?? throw ParquetCheck.Wrong($"have a column '{name}'");
            ParquetCheck.Pages(input, Reading(() => rows.GetMetadata(field))?.MetaData, name, values);
            return field;
        }

        string?[] Texts(string name)
        {
            string[] texts = new string[count];
            DataField column = Column(name, count);
            Reading(() => rows.ReadAsync(column, texts));
            return texts;
        }

        float[] Embeddings()
        {
            DataField column = Column("embedding", count * dimension);
            float[] read = new float[count * dimension];
            int[] present = new int[read.Length], starts = new int[read.Length];
            Reading(() => rows.ReadRawAsync<float>(column, read, present, starts));
            bool whole = present.All(level => level == column.MaxDefinitionLevel)
                && starts.Index().All(at => at.Item == (at.Index % dimension == 0 ? 0 : 1));
            return whole ? read : throw ParquetCheck.Wrong($"have {dimension} numbers in each embedding");
        }
    }

    private static DateTimeOffset? Time(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
        : throw ParquetCheck.Wrong($"have times in ISO 8601; one is '{text}'");

    private static void Reading(Func<ValueTask> read) => Reading(() =>
    {
        read().AsTask().GetAwaiter().GetResult();
        return 0;
    });

    // What the reader throws at files that are not Parquet is of many kinds.
    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // Every kind means the same: the file is not what was written.
        catch (Exception exception) when (exception is not OperationCanceledException and not GalleryException)
#pragma warning restore CA1031
        {
            throw ParquetCheck.Wrong($"be a Parquet file of an export: {exception.Message}", exception);
        }
    }
}
