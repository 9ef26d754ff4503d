namespace FaceML.Calibration;

/// <summary>
/// Adds the log-likelihood ratio and, with a prior, the probability of a score; both are NaN where the score is.
/// Made by <see cref="FaceCatalog.CalibrateScore"/>.
/// </summary>
public sealed class FaceScoreCalibrationTransformer : FaceTransformer
{
    internal const string Stage = "CalibrateScore", StageKind = "scoreCalibration";

    private static readonly float[] ProbeScores = [-1, -0.25f, 0, 0.25f, 0.5f, 1];

    private readonly string? probabilityColumn;

    internal FaceScoreCalibrationTransformer(
        string scoreColumn, string ratioColumn, string? probabilityColumn, ScoreCalibration calibration, double matedPrior, long pairs,
        long leftOut)
        : base(Stage, [InputColumn.Single(scoreColumn)], OutputsOf(ratioColumn, probabilityColumn))
    {
        if (!(matedPrior > 0 && matedPrior < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(matedPrior), matedPrior, "A prior lies between 0 and 1, both excluded.");
        }

        this.probabilityColumn = probabilityColumn;
        (Calibration, MatedPrior, Pairs, LeftOut) = (calibration, matedPrior, pairs, leftOut);
    }

    /// <summary>The map from score to log-likelihood ratio.</summary>
    public ScoreCalibration Calibration { get; }

    /// <summary>The probability, before the comparison, that a pair is mated.</summary>
    public double MatedPrior { get; }

    /// <summary>How many pairs it was fitted on; 0 where a calibration was given instead.</summary>
    public long Pairs { get; }

    /// <summary>How many further pairs had no score.</summary>
    public long LeftOut { get; }

    internal override string Kind => StageKind;

    internal static OutputColumn[] OutputsOf(string ratio, string? probability)
    {
        var output = new OutputColumn(ratio, NumberDataViewType.Single);
        return probability is null ? [output] : [output, new(probability, NumberDataViewType.Single)];
    }

    internal static FaceScoreCalibrationTransformer Read(StageReader reader) => new(
        reader.Text("score"),
        reader.Text("logLikelihoodRatio"),
        reader.TextOrNull("probability"),
        reader.PartOrNull("calibration", ScoreCalibrationJson.Read) ?? throw reader.Error("'calibration' is null"),
        reader.Double("matedPrior"),
        reader.Long("pairs"),
        reader.Long("leftOut"));

    internal override void Write(StageWriter settings)
    {
        settings.Set("score", Inputs[0].Name);
        settings.Set("logLikelihoodRatio", Outputs[0].Name);
        settings.Set("probability", probabilityColumn);
        settings.SetPart("calibration", Calibration, ScoreCalibrationJson.Write);
        settings.Set("matedPrior", MatedPrior);
        settings.Set("pairs", Pairs);
        settings.Set("leftOut", LeftOut);
    }

    internal override IReadOnlyList<float> Probe() => [.. ProbeScores.SelectMany(s => new[] { RatioOf(s), ProbabilityOf(s) })];

    private string Origin => Pairs == 0
        ? "taken from a calibration"
        : string.Create(CultureInfo.InvariantCulture, $"fitted on {Pairs:N0} pairs");

    internal override string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"{Outputs[0].Name}: the natural logarithm of the likelihood ratio of {Inputs[0].Name} ({Calibration.Method}), {Origin}; "
            + $"probabilities are for a prior of {MatedPrior}.");

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input.GetGetter<float>(inputs[0]), capacity);

    private float RatioOf(float score) => float.IsNaN(score) ? float.NaN : (float)Calibration.LogLikelihoodRatio(score);

    private float ProbabilityOf(float score) => float.IsNaN(score) ? float.NaN : (float)Calibration.Probability(score, MatedPrior);

    private sealed class Work(FaceScoreCalibrationTransformer stage, ValueGetter<float> getScore, int capacity) : BlockWork
    {
        private readonly float[] scores = new float[capacity];
        private readonly float[] ratios = new float[capacity];
        private readonly float[] probabilities = new float[capacity];

        public override void Read(int slot) => getScore(ref scores[slot]);

        public override void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                (ratios[i], probabilities[i]) = (stage.RatioOf(scores[i]), stage.ProbabilityOf(scores[i]));
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.Of(output == 0 ? ratios : probabilities, slot);
    }
}
