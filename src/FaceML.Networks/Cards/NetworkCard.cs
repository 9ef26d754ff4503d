namespace FaceML.Networks;

/// <summary>
/// Everything FaceML knows about a network: which file, whose, under which terms, what it is fed and what its answers mean.
/// A network of a known family needs a card and no code.
/// </summary>
/// <remarks>Immutable, safe to share. Read one with <see cref="Parse"/> or <see cref="Load"/>; the format is described in
/// <c>models/README.md</c>.</remarks>
public sealed partial record NetworkCard
{
    /// <summary>What the network is called: lower-case letters, digits, dots and hyphens, at most 64.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for.</summary>
    public required NetworkKind Kind { get; init; }

    /// <summary>The file's name, without any folder: it lies beside the card.</summary>
    public required string File { get; init; }

    /// <summary>The SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's length, 1 to 2³¹ − 1.</summary>
    public required long Bytes { get; init; }

    /// <summary>Where the file comes from.</summary>
    public required NetworkSource Source { get; init; }

    /// <summary>What is stated about its terms.</summary>
    public required NetworkLicense License { get; init; }

    /// <summary>The inputs. Today's families take exactly one.</summary>
    public required IReadOnlyList<NetworkInput> Inputs { get; init; }

    /// <summary>The outputs that the family reads; the file may have more.</summary>
    public required IReadOnlyList<NetworkOutput> Outputs { get; init; }

    /// <summary>The further networks of a cascade, in their order. The default value is an empty list: the network stands alone.</summary>
    public IReadOnlyList<NetworkStage> Stages { get; init => field = value ?? []; } = [];

    /// <summary>Present exactly for <see cref="NetworkKind.Detector"/>.</summary>
    public DetectionCard? Detection { get; init; }

    /// <summary>Present exactly for <see cref="NetworkKind.Landmarks"/>.</summary>
    public LandmarksCard? Landmarks { get; init; }

    /// <summary>Present exactly for <see cref="NetworkKind.Embedder"/>.</summary>
    public EmbeddingCard? Embedding { get; init; }

    /// <summary>Present exactly for <see cref="NetworkKind.Liveness"/>.</summary>
    public LivenessCard? Liveness { get; init; }

    /// <summary>How it came from another network, for one that was trained or quantized with FaceML; else null.</summary>
    public NetworkLineage? Lineage { get; init; }

    /// <summary>What was measured with it. The default value is an empty list.</summary>
    public IReadOnlyList<MeasuredFigure> Measured { get; init => field = value ?? []; } = [];

    /// <summary>The one image input.</summary>
    internal NetworkInput Input => Inputs[0];

    /// <summary>The names of all its files: its own, then its stages'.</summary>
    public IEnumerable<string> AllFiles() => [File, .. Stages.Select(stage => stage.File)];

    /// <summary>The SHA-256 of all its files, in the order of <see cref="AllFiles"/>.</summary>
    internal IEnumerable<string> AllHashes() => [Sha256, .. Stages.Select(stage => stage.Sha256)];

    /// <summary>A stage as a network of its own, which loads like any other.</summary>
    internal NetworkCard OfStage(int stage)
    {
        NetworkStage s = Stages[stage];
        return this with
        {
            Name = $"{Name}.stage-{stage + 2}",
            File = s.File,
            Sha256 = s.Sha256,
            Bytes = s.Bytes,
            Inputs = s.Inputs,
            Outputs = s.Outputs,
            Stages = []
        };
    }

    /// <summary>The place of the output with a role in <see cref="Outputs"/>.</summary>
    /// <exception cref="NetworkCardException">There is none.</exception>
    internal int OutputIndex(string role) => OutputIndexOrNull(role) ?? throw new NetworkCardException(Name,
        $"outputs must hold one with the role \"{role}\"; the roles are {string.Join(", ", Outputs.Select(o => $"\"{o.Role}\""))}");

    /// <summary>The same, or null where there is none.</summary>
    internal int? OutputIndexOrNull(string role)
    {
        for (int i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i].Role == role)
            {
                return i;
            }
        }

        return null;
    }
}
