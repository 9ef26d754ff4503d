using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Evaluation.Protocols;

/// <summary>
/// What is known about a public data set: <c>datasets/NAME.json</c>, described by <c>datasets/schema/data-set.schema.json</c>. Readers hold
/// what they count against it. Immutable.
/// </summary>
internal sealed record DataSetDescriptor
{
    private const string Prefix = "FaceML.DataSets.", Suffix = ".json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    private static readonly Lazy<IReadOnlyDictionary<string, DataSetDescriptor>> Known = new(ReadAll);

    /// <summary>The schema that the file names, for editors.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The name, as the tool takes it where the set is a protocol.</summary>
    public required string Name { get; init; }

    /// <summary>The name in full.</summary>
    public required string Title { get; init; }

    /// <summary>What is measured on it: verification, templates, age, liveness or detection.</summary>
    public required string Task { get; init; }

    /// <summary>What it is, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>Who published it: authors, title, year.</summary>
    public required string Citation { get; init; }

    /// <summary>Under which terms.</summary>
    public required DataSetTerms Terms { get; init; }

    /// <summary>The files and folders that a loader expects, from the folder of the set.</summary>
    public required IReadOnlyList<DataSetPath> Layout { get; init; }

    /// <summary>The published numbers.</summary>
    public required DataSetCounts Counts { get; init; }

    /// <summary>The files of the protocol.</summary>
    public required IReadOnlyList<DataSetFile> ProtocolFiles { get; init; }

    /// <summary>How published figures are computed.</summary>
    public required string Figures { get; init; }

    /// <summary>What one should know before one trusts a figure; null when nothing is.</summary>
    public string? Caution { get; init; }

    /// <summary>All descriptors, by name.</summary>
    public static IReadOnlyDictionary<string, DataSetDescriptor> All => Known.Value;

    /// <summary>The pairs of each fold, where the set has folds of equal size.</summary>
    [JsonIgnore]
    public FoldCounts Folds => Counts is { Folds: { } folds, GenuinePairs: { } genuine, ImpostorPairs: { } impostor }
        ? new((int)folds, (int)(genuine / folds), (int)(impostor / folds))
        : throw new InvalidOperationException($"The data set {Name} has no folds.");

    /// <summary>Reads a descriptor.</summary>
    /// <exception cref="JsonException">A member is missing, unknown, or of another type.</exception>
    public static DataSetDescriptor Parse(string json) => JsonSerializer.Deserialize<DataSetDescriptor>(json, Options)
        ?? throw new JsonException("The descriptor is null.");

    private static Dictionary<string, DataSetDescriptor> ReadAll()
    {
        Assembly assembly = typeof(DataSetDescriptor).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Parse(reader.ReadToEnd());
            })
            .ToDictionary(set => set.Name, StringComparer.Ordinal);
    }
}

/// <summary>The terms of a data set.</summary>
/// <param name="Stated">What is stated, and by whom; of terms that were not seen, that they were not.</param>
/// <param name="Address">Where the set and its terms are to be asked for; null where no address is known that answers for it.</param>
internal sealed record DataSetTerms(string Stated, string? Address);

/// <summary>A file or folder of a data set.</summary>
/// <param name="Path">The path from the folder of the set; capital words stand for names that vary.</param>
/// <param name="What">What it holds.</param>
internal sealed record DataSetPath(string Path, string What);

/// <summary>A file of a protocol.</summary>
/// <param name="Path">The path from the folder of the set.</param>
/// <param name="Sha256">Its SHA-256; null where no copy of it was at hand.</param>
internal sealed record DataSetFile(string Path, string? Sha256);

/// <summary>Published numbers of a data set; each null where there is none, or none is known for certain.</summary>
internal sealed record DataSetCounts
{
    /// <summary>People.</summary>
    public long? People { get; init; }

    /// <summary>Images.</summary>
    public long? Images { get; init; }

    /// <summary>Pairs of one person, in all folds.</summary>
    public long? GenuinePairs { get; init; }

    /// <summary>Pairs of two people, in all folds.</summary>
    public long? ImpostorPairs { get; init; }

    /// <summary>Folds of equal size.</summary>
    public long? Folds { get; init; }

    /// <summary>Templates.</summary>
    public long? Templates { get; init; }

    /// <summary>Parts of a set of images: each with the number of its images.</summary>
    public IReadOnlyDictionary<string, long>? Parts { get; init; }
}
