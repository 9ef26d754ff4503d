using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Rows;
using FaceML.Saving;
using FaceML.Training;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Embedding;

/// <summary>
/// Turns aligned faces into vectors of length 1, a block of rows in one run of the network; no chip becomes a vector of
/// NaN, ML.NET's missing value. Made by <see cref="FaceEmbeddingEstimator"/>. Dispose it to let go of its network.
/// </summary>
public sealed class FaceEmbeddingTransformer : FaceTransformer, IDisposable
{
    internal const string Stage = "Embed", StageKind = "embed";

    private readonly FaceEmbeddingOptions options;
    private readonly NetworkContent content;
    private readonly OnnxNetwork network;
    private readonly FaceEmbedder embedder;

    internal FaceEmbeddingTransformer(FaceEmbeddingOptions options, NetworkContent content)
        : base(Stage, InputsOf(options), OutputsOf(options, content))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockSize, 1, nameof(options.BlockSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BlockSize, OnnxNetwork.MaxBatch, nameof(options.BlockSize));
        this.options = options;
        this.content = content;
        network = content.Open(options.Run);
        try
        {
            embedder = new FaceEmbedder(network, options.Embedding);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>The network as a file with its card, and how its training went, where this was made by training it; else null, also for a pipeline that was loaded.</summary>
    public FaceTrainedNetwork? Trained { get; internal init; }

    /// <summary>What the vectors are compared by.</summary>
    public FaceMetric Metric => embedder.Metric;

    internal override string Kind => StageKind;

    internal override int BlockSize => options.BlockSize;

    internal static InputColumn[] InputsOf(FaceEmbeddingOptions options) => [InputColumn.Image(options.InputColumnName)];

    internal static OutputColumn[] OutputsOf(FaceEmbeddingOptions options, NetworkContent network) =>
        [new(options.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, EmbeddingCardOf(network).Length))];

    internal static FaceEmbeddingTransformer Read(StageReader reader) => new(
        new FaceEmbeddingOptions
        {
            OutputColumnName = reader.Text("output"),
            InputColumnName = reader.Text("input"),
            Embedding = new EmbedderOptions { Flip = reader.Bool("flip") },
            BlockSize = reader.Int("blockSize"),
            Run = reader.Run,
        },
        reader.Network("network"));

    /// <summary>Lets go of the network; cursors and engines made from this transformer cannot go on.</summary>
    public void Dispose() => network.Dispose();

    internal static EmbeddingCard EmbeddingCardOf(NetworkContent network) =>
        network.Card?.Embedding ?? throw new NetworkException(network.Name, $"a {NetworkKind.Embedder} is wanted; its card says {network.Card?.Kind.ToString() ?? "nothing"}");

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", options.OutputColumnName);
        settings.Set("input", options.InputColumnName);
        settings.Set("network", content);
        settings.Set("flip", options.Embedding.Flip);
        settings.Set("blockSize", options.BlockSize);
    }

    internal override IReadOnlyList<float> Probe()
    {
        var numbers = new List<float>();
        NetworkProbe.Summarise(embedder.EmbedChips([NetworkProbe.Picture()])[0], numbers);
        return numbers;
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) => new Work(embedder, input.GetGetter<Image>(inputs[0]), capacity);

    private sealed class Work : BlockWork
    {
        private readonly FaceEmbedder embedder;
        private readonly ValueGetter<Image> getChip;
        private readonly Image?[] chips;
        private readonly float[][] results;
        private readonly float[] missing;

        public Work(FaceEmbedder embedder, ValueGetter<Image> getChip, int capacity)
        {
            this.embedder = embedder;
            this.getChip = getChip;
            chips = new Image?[capacity];
            results = new float[capacity][];
            missing = new float[embedder.Length];
            Array.Fill(missing, float.NaN);
        }

        public override void Read(int slot) => getChip(ref chips[slot]!);

        public override void Run(int count) => ParallelBlocks.Run(count, (from, to) =>
        {
            int[] present = [.. Enumerable.Range(from, to - from).Where(i => chips[i] is not null)];
            Array.Fill(results, missing, from, to - from);
            float[][] vectors = embedder.EmbedChips([.. present.Select(i => chips[i]!)]);
            for (int i = 0; i < present.Length; i++)
            {
                results[present[i]] = vectors[i];
            }
        });

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.OfVector(results, slot);
    }
}
