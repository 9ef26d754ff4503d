using FaceML.Quality;

namespace FaceML.Comparison;

/// <summary>
/// Scores pairs of vectors so that <b>higher is more alike</b>, whatever the metric: the cosine, or the negated Euclidean
/// distance. A pair with a missing vector scores NaN, and with a quality model one with a face that is not recognizable. Made by
/// <see cref="FaceComparisonEstimator"/>.
/// </summary>
internal sealed class FaceComparisonTransformer : FaceTransformer
{
    internal const string Stage = "Compare", StageKind = "compare";

    private readonly FaceComparisonOptions options;

    internal FaceComparisonTransformer(FaceComparisonOptions options)
        : base(Stage, InputsOf(options), OutputsOf(options))
    {
        this.options = options;
        if (!Enum.IsDefined(options.Metric))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Metric, $"Known metrics are {string.Join(", ", Enum.GetNames<FaceMetric>())}.");
        }

        if (options.Quality is not null && options.Metric != FaceMetric.Cosine)
        {
            throw new ArgumentException(
                "With a quality model vectors are compared by the cosine less what they owe to degradation; another metric cannot be "
                    + "asked for.", nameof(options));
        }
    }

    /// <summary>What takes from the scores what they owe to degradation; null where vectors are compared as they are.</summary>
    public FaceQualityModel? Quality => options.Quality;

    /// <summary>What embeddings are compared by.</summary>
    public FaceMetric Metric => options.Metric;

    internal override string Kind => StageKind;

    internal static InputColumn[] InputsOf(FaceComparisonOptions options) =>
        [InputColumn.Vector(options.FirstColumnName, options.Quality?.Dimension ?? 0),
        InputColumn.Vector(options.SecondColumnName, options.Quality?.Dimension ?? 0)];

    internal static OutputColumn[] OutputsOf(FaceComparisonOptions options) => [new(options.OutputColumnName, NumberDataViewType.Single)];

    internal static FaceComparisonTransformer Read(StageReader reader) => new(new FaceComparisonOptions(
        reader.Text("output"),
        reader.Text("first"),
        reader.Text("second"),
        reader.Choice<FaceMetric>("metric"),

        // Files from before there were quality models compare by the metric.
        reader.Has("quality") ? reader.PartOrNull("quality", FaceQualityJson.Read) : null));

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", options.OutputColumnName);
        settings.Set("first", options.FirstColumnName);
        settings.Set("second", options.SecondColumnName);
        settings.Set("metric", options.Metric);
        settings.SetPart("quality", options.Quality, FaceQualityJson.Write);
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input.GetGetter<VBuffer<float>>(inputs[0]), input.GetGetter<VBuffer<float>>(inputs[1]), capacity);

    private float Score(in VBuffer<float> first, in VBuffer<float> second)
    {
        // Vectors of faces are dense; others' may be stored sparse.
        ReadOnlySpan<float> a = first.IsDense ? first.GetValues() : [.. first.DenseValues()];
        ReadOnlySpan<float> b = second.IsDense ? second.GetValues() : [.. second.DenseValues()];
        if (a.Length != b.Length)
        {
            throw new InvalidOperationException(
                $"{Stage}: the vectors in '{options.FirstColumnName}' and '{options.SecondColumnName}' have {a.Length} and {b.Length} "
                    + $"numbers; they must come from the same network.");
        }

        if (a.Length == 0 || float.IsNaN(a[0]) || float.IsNaN(b[0]))
        {
            return float.NaN;
        }

        if (options.Quality is { } quality)
        {
            return quality.CompareRecognizable(a, b);
        }

        return options.Metric == FaceMetric.Cosine ? Recognition.FaceComparison.Cosine(a, b) : -Recognition.FaceComparison.Euclidean(a, b);
    }

    private sealed class Work(FaceComparisonTransformer stage, ValueGetter<VBuffer<float>> getFirst, ValueGetter<VBuffer<float>> getSecond,
        int capacity) : BlockWork
    {
        private readonly float[] scores = new float[capacity];
        private VBuffer<float> first, second;

        // The score is one number: it is cheaper to compute it here than to keep two vectors a slot.
        public override void Read(int slot)
        {
            getFirst(ref first);
            getSecond(ref second);
            scores[slot] = stage.Score(first, second);
        }

        public override void Run(int count)
        {
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.Of(scores, slot);
    }
}
