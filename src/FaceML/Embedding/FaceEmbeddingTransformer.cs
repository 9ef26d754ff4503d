using FaceML.Training;

namespace FaceML.Embedding;

/// <summary>
/// Turns aligned faces into vectors of length 1, a block of rows in one run of each network; no aligned face becomes a vector of
/// NaN, ML.NET's missing value, and so does a covered one where that is asked for. Made by
/// <see cref="FaceCatalog.Embed(FaceEmbeddingOptions)"/>.
/// Dispose it to release its networks.
/// </summary>
public sealed class FaceEmbeddingTransformer : FaceTransformer, IDisposable
{
    internal const string Stage = "Embed", StageKind = "embed";

    private readonly FaceEmbeddingOptions options;
    private readonly NetworkContent[] contents;
    private readonly List<OnnxNetwork> networks = [];
    private readonly FaceEmbedder embedder;

    internal FaceEmbeddingTransformer(FaceEmbeddingOptions options, NetworkContent[] contents)
        : base(Stage, InputsOf(options), OutputsOf(options, contents))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockSize, 1, nameof(options.BlockSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BlockSize, OnnxNetwork.MaxBatch, nameof(options.BlockSize));
        this.options = options;
        this.contents = contents;
        try
        {
            networks.AddRange(contents.Select(content => content.Open(options.Run)));
            embedder = new FaceEmbedder(networks, options.Embedding);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// The network as a file with its card, and how its training went, where this was made by training it; else null, also for a pipeline
    /// that was loaded.
    /// </summary>
    public FaceTrainedNetwork? Trained { get; internal init; }

    /// <summary>What the vectors are compared by.</summary>
    public FaceMetric Metric => embedder.Metric;

    /// <summary>Its networks in the order in which their vectors follow each other.</summary>
    internal IReadOnlyList<NetworkContent> Networks => contents;

    /// <summary>Whether each face is shown mirrored too, to the first network.</summary>
    internal bool Mirrors => options.Embedding.Flip || Embedder(contents[0]).Embedding!.Flip;

    internal override string Kind => StageKind;

    internal override IReadOnlyList<OnnxNetwork> Running => networks;

    internal override int BlockSize => options.BlockSize;

    internal static InputColumn[] InputsOf(FaceEmbeddingOptions options) =>
        [.. AlignedFaceColumns(options).Distinct().Select(InputColumn.Image)];

    internal static OutputColumn[] OutputsOf(FaceEmbeddingOptions options, NetworkContent[] networks) =>
        [new(options.OutputColumnName,
            new VectorDataViewType(NumberDataViewType.Single, networks.Sum(network => Embedder(network).Embedding!.Length)))];

    internal static FaceEmbeddingTransformer Read(StageReader reader)
    {
        string output = reader.Text("output");
        (NetworkContent Content, string AlignedFaces)[] networks =
            [.. reader.Parts("networks", part => Tuple.Create(part.Network("network"), part.Text("input"))).Select(t => t.ToValueTuple())];
        if (networks.Length == 0)
        {
            throw reader.Error("'networks' is empty");
        }

        return new FaceEmbeddingTransformer(
            new FaceEmbeddingOptions
            {
                OutputColumnName = output,
                InputColumnName = networks[0].AlignedFaces,
                Network = networks[0].Content.Name,
                FusedWith = [.. networks.Skip(1).Select(network => new FusedNetwork(network.Content.Name, network.AlignedFaces))],
                Embedding = new EmbedderOptions { Flip = reader.Bool("flip") },
                LeaveOutCovered = reader.Has("leaveOutCovered") && reader.Bool("leaveOutCovered"),
                BlockSize = reader.Int("blockSize"),
                Run = reader.Run,
            },
            [.. networks.Select(network => network.Content)]);
    }

    /// <summary>Releases the networks; cursors and engines made from this transformer cannot go on.</summary>
    public void Dispose() => networks.ForEach(network => network.Dispose());

    internal static NetworkCard Embedder(NetworkContent network) =>
        network.Card is { Embedding: not null } card
            ? card
            : throw new NetworkException(
                network.Name, $"a {NetworkKind.Embedder} is wanted; its card says {network.Card?.Kind.ToString() ?? "nothing"}");

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", options.OutputColumnName);
        settings.SetParts("networks", contents.Zip(AlignedFaceColumns(options)), (part, network) =>
        {
            part.Set("network", network.First);
            part.Set("input", network.Second);
        });
        settings.Set("flip", options.Embedding.Flip);
        settings.Set("leaveOutCovered", options.LeaveOutCovered);
        settings.Set("blockSize", options.BlockSize);
    }

    internal override IReadOnlyList<float> Probe()
    {
        var numbers = new List<float>();
        Image[] image = [NetworkProbe.TestImage()];
        NetworkProbe.Summarize(embedder.EmbedAligned([.. contents.Select(_ => image)])[0].Vector, numbers);
        return numbers;
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input, inputs, capacity);

    // A column for each network; networks that require the same aligned faces share one.
    private static IEnumerable<string> AlignedFaceColumns(FaceEmbeddingOptions options) =>
        [options.InputColumnName, .. options.FusedWith.Select(further => further.InputColumnName)];

    private sealed class Work : BlockWork
    {
        private readonly FaceEmbedder embedder;
        private readonly IReadOnlyList<OnnxNetwork> networks;
        private readonly ValueGetter<Image>[] getters;
        private readonly Image?[][] alignedFaces;
        private readonly int[] alignedFacesOf;
        private readonly float[][] results;
        private readonly float[] missing;
        private readonly bool leaveOutCovered;

        public Work(FaceEmbeddingTransformer stage, DataViewRow input, DataViewSchema.Column[] inputs, int capacity)
        {
            embedder = stage.embedder;
            networks = stage.Running;
            leaveOutCovered = stage.options.LeaveOutCovered;
            getters = [.. inputs.Select(column => ImageGetter.Of(input, column))];
            alignedFaces = [.. inputs.Select(_ => new Image?[capacity])];
            string[] columns = [.. stage.Inputs.Select(column => column.Name)];
            alignedFacesOf = [.. AlignedFaceColumns(stage.options).Select(name => Array.IndexOf(columns, name))];
            results = new float[capacity][];
            missing = new float[embedder.Length];
            Array.Fill(missing, float.NaN);
        }

        public override void Read(int slot)
        {
            for (int i = 0; i < getters.Length; i++)
            {
                getters[i](ref alignedFaces[i][slot]!);
            }
        }

        public override void Run(int count) => ParallelBlocks.Run(count, networks, (from, to) =>
        {
            int[] present = [.. Enumerable.Range(from, to - from)
                .Where(slot => Array.TrueForAll(alignedFaces, column => column[slot] is not null))];
            Array.Fill(results, missing, from, to - from);
            Image[][] shown = [.. alignedFaces.Select(column => present.Select(slot => column[slot]!).ToArray())];
            EmbeddedFace[] faces = embedder.EmbedAligned([.. alignedFacesOf.Select(column => shown[column])]);
            for (int i = 0; i < present.Length; i++)
            {
                results[present[i]] = leaveOutCovered && faces[i].IsCovered ? missing : faces[i].Vector;
            }
        });

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.OfVector(results, slot);
    }
}
