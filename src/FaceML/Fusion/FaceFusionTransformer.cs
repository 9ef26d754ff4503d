using FaceML.Training.Fusion;

namespace FaceML.Fusion;

/// <summary>
/// Fuses several scores of a pair into one by a weighted sum; NaN when one of them is missing. Made by
/// <see cref="FaceCatalog.FuseScores"/>.
/// </summary>
public sealed class FaceFusionTransformer : FaceTransformer
{
    internal const string Stage = "FuseScores", StageKind = "fuse-scores";

    private readonly FaceFusionMethod method;
    private readonly LogisticFusion fusion;

    internal FaceFusionTransformer(
        string output, IReadOnlyList<string> inputs, FaceFusionMethod method, LogisticFusion fusion, int genuinePairs, int impostorPairs)
        : base(Stage, [.. inputs.Select(InputColumn.Single)], OutputsOf(output))
    {
        // As a file holds them, so that a saved pipeline gives the same bits.
        this.fusion = new LogisticFusion((float)fusion.Bias, fusion.Weights.Select(w => (double)(float)w));
        (this.method, GenuinePairs, ImpostorPairs) = (method, genuinePairs, impostorPairs);
    }

    /// <summary>The factor on each score, in the order of the columns.</summary>
    public IReadOnlyList<double> Weights => fusion.Weights;

    /// <summary>What is added.</summary>
    public double Bias => fusion.Bias;

    /// <summary>The genuine pairs that it was learned from.</summary>
    public int GenuinePairs { get; }

    /// <summary>The impostor pairs that it was learned from.</summary>
    public int ImpostorPairs { get; }

    internal override string Kind => StageKind;

    internal static OutputColumn[] OutputsOf(string output) => [new(output, NumberDataViewType.Single)];

    internal static FaceFusionTransformer Read(StageReader reader)
    {
        string[] inputs = reader.Texts("inputs");
        float[] weights = reader.Singles("weights");
        return inputs.Length >= 2 && weights.Length == inputs.Length
            ? new FaceFusionTransformer(reader.Text("output"), inputs, reader.Choice<FaceFusionMethod>("method"),
                new LogisticFusion(reader.Single("bias"), weights.Select(w => (double)w)), reader.Int("genuinePairs"),
                reader.Int("impostorPairs"))
            : throw reader.Error($"'inputs' must name two columns at least, and 'weights' hold a number for each; there are "
                + $"{inputs.Length} and {weights.Length}");
    }

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", Outputs[0].Name);
        settings.Set("inputs", Inputs.Select(i => i.Name));
        settings.Set("method", method);
        settings.Set("weights", fusion.Weights.Select(w => (float)w));
        settings.Set("bias", (float)fusion.Bias);
        settings.Set("genuinePairs", GenuinePairs);
        settings.Set("impostorPairs", ImpostorPairs);
    }

    internal override string Describe()
    {
        IEnumerable<string> terms = fusion.Weights.Zip(Inputs, (w, i) => FormattableString.Invariant($"{w:0.####}·{i.Name}"));
        string sign = fusion.Bias < 0 ? "−" : "+";
        return string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(" + ", terms)} {sign} {Math.Abs(fusion.Bias):0.####}, learned from {GenuinePairs:N0} genuine and "
                + $"{ImpostorPairs:N0} impostor pairs ({method}). No promise is attached.");
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(fusion, [.. inputs.Select(input.GetGetter<float>)], capacity);

    private sealed class Work(LogisticFusion fusion, ValueGetter<float>[] getters, int capacity) : BlockWork
    {
        private readonly float[] fused = new float[capacity];
        private readonly float[] scores = new float[getters.Length];

        public override void Read(int slot)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                getters[i](ref scores[i]);
            }

            fused[slot] = (float)fusion.Fuse(scores);
        }

        public override void Run(int count)
        {
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.Of(fused, slot);
    }
}
