using System.Text.Json;

namespace FaceML.Bench.Peers;

/// <summary>How a peer uses the cores.</summary>
/// <param name="Workers">Images at once.</param>
/// <param name="Threads">Threads of one run of a network; 0 leaves it to the runtime.</param>
internal sealed record PeerLayout(int Workers, int Threads)
{
    /// <summary>An image a core.</summary>
    public static PeerLayout ImagesSideBySide { get; } = new(Environment.ProcessorCount, 1);

    /// <summary>One image at a time, all cores in each run.</summary>
    public static PeerLayout OneImageAtATime { get; } = new(1, Environment.ProcessorCount);

    public override string ToString() => $"{Workers} × {(Threads == 0 ? "default" : Threads)}";
}

/// <summary>A network as a stranger to FaceML sees it.</summary>
internal sealed record PeerNetwork(string Path, string Input, int Width, int Height, float Mean, float Scale)
{
    public static PeerNetwork Of(NetworkEntry entry)
    {
        NetworkInput input = entry.Card.Input;
        return new(entry.Path, input.Name, input.Width, input.Height, input.Mean[0], input.Scale[0]);
    }
}

/// <summary>Images that went through each network.</summary>
internal sealed record NetworkImages(long Detector, long Landmarks, long Embedder);

/// <summary>What a process that measures one peer is told; the scripts of other runtimes read the same file.</summary>
internal sealed record PeerTask
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public required string[] Files { get; init; }

    /// <summary>The first files, which are read once before the time is taken.</summary>
    public required int WarmUp { get; init; }

    /// <summary>The first files whose faces are handed back.</summary>
    public required int Compared { get; init; }

    public required string Preset { get; init; }

    public required PeerLayout Layout { get; init; }

    public required PeerNetwork Detector { get; init; }

    public required PeerNetwork Landmarks { get; init; }

    public required PeerNetwork Embedder { get; init; }

    public required float ScoreThreshold { get; init; }

    public required float NmsIou { get; init; }

    /// <summary>The crops that landmarks are averaged over: left, top, right, bottom, as shares of the box.</summary>
    public required float[][] Crops { get; init; }

    /// <summary>Whether each face is shown mirrored too.</summary>
    public required bool Flip { get; init; }

    /// <summary>The five points of the aligned face, x and y.</summary>
    public required float[][] Template { get; init; }

    /// <summary>OpenCV's own detector network, for the peer that uses it.</summary>
    public string? YuNet { get; init; }

    /// <summary>What the bound has to run.</summary>
    public NetworkImages? Runs { get; init; }

    public static PeerTask Create(string preset, string[] files, int warmUp, int compared)
    {
        var options = FaceRecognizerOptions.Preset(preset);
        var catalog = NetworkCatalog.Default();
        NetworkEntry detector = catalog.Find(options.Detector), embedder = catalog.Find(options.Embedder);
        Box unit = new(0, 0, 1, 1);
        return new()
        {
            Files = files,
            WarmUp = Math.Min(warmUp, files.Length),
            Compared = Math.Min(compared, files.Length),
            Preset = preset,
            Layout = PeerLayout.ImagesSideBySide,
            Detector = PeerNetwork.Of(detector),
            Landmarks = PeerNetwork.Of(catalog.Find(options.Landmarker)),
            Embedder = PeerNetwork.Of(embedder),
            ScoreThreshold = detector.Card.Detection!.ScoreThreshold,
            NmsIou = detector.Card.Detection.NmsIou,
            Crops = [.. Enumerable.Range(0, options.Landmarks.Passes).Select(pass => CropJitter.Crop(unit, pass))
                .Select(crop => (float[])[crop.Left, crop.Top, crop.Right, crop.Bottom])],
            Flip = options.Embedding.Flip || embedder.Card.Embedding!.Flip,
            Template = [.. AlignmentTemplate.ArcFace112.Points.Select(point => (float[])[point.X, point.Y])],
        };
    }

    public static PeerTask Load(FileInfo file) => JsonSerializer.Deserialize<PeerTask>(File.ReadAllBytes(file.FullName), Web)!;

    public void Save(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, Web));
}
