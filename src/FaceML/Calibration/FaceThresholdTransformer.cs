namespace FaceML.Calibration;

/// <summary>
/// Decides by a calibrated threshold; a score of NaN decides nothing. Made by
/// <see cref="FaceCatalog.CalibrateThreshold(FaceThresholdOptions)"/>.
/// </summary>
public sealed class FaceThresholdTransformer : FaceTransformer
{
    internal const string Stage = "CalibrateThreshold", StageKind = "threshold";

    private readonly ThresholdColumns columns;
    private readonly string promises;

    internal FaceThresholdTransformer(
        string scoreColumn, ThresholdColumns columns, ThresholdCalibration calibration, long pairs, long leftOut)
        : base(Stage, [InputColumn.Single(scoreColumn)], columns.ToOutputs())
    {
        this.columns = columns;
        promises = string.Join(" ", calibration.Promises.Select(promise => promise.ToSentence()));
        Calibration = calibration;
        Pairs = pairs;
        LeftOut = leftOut;
    }

    /// <summary>The threshold, the promises behind it, and what was measured on the calibration pairs.</summary>
    public ThresholdCalibration Calibration { get; }

    /// <summary>The threshold: a pair is a match when its score is at least this.</summary>
    public float Threshold => Calibration.Threshold;

    /// <summary>What is promised about the decisions: for a rate target the one promise, else that about false matches.</summary>
    public ThresholdPromise Promise => Calibration.Promises[0];

    /// <summary>How many pairs it was fitted on; 0 where a calibration was given instead.</summary>
    public long Pairs { get; }

    /// <summary>
    /// How many further pairs had no score, because an image was missing or showed no usable face. The promise does not cover them.
    /// </summary>
    public long LeftOut { get; }

    internal override string Kind => StageKind;

    internal static FaceThresholdTransformer Read(StageReader reader) => new(
        reader.Text("score"),
        new ThresholdColumns(reader.Text("output"), reader.TextOrNull("threshold"), reader.TextOrNull("decision"),
            reader.TextOrNull("promise")),
        CalibrationJson.Read(reader).MeasuredOn(reader.TextOrNull("population")),
        reader.Long("pairs"),
        reader.Long("leftOut"));

    internal override void Write(StageWriter settings)
    {
        settings.Set("score", Inputs[0].Name);
        settings.Set("output", columns.Output);
        settings.Set("threshold", columns.Threshold);
        settings.Set("decision", columns.Decision);
        settings.Set("promise", columns.Promise);
        settings.Set("pairs", Pairs);
        settings.Set("leftOut", LeftOut);
        CalibrationJson.Write(settings, Calibration);
        settings.Set("population", Promise.Population);
    }

    internal override IReadOnlyList<float> Probe() =>
        [Threshold, .. ((float[])[MathF.BitDecrement(Threshold), Threshold, float.NaN]).Select(score => IsMatch(score) ? 1f : 0f)];

    internal override string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"match when {Inputs[0].Name} ≥ {Threshold}: {string.Join("; ", Calibration.Promises)}. {Origin}");

    private string Origin => Pairs == 0
        ? "The threshold was taken from a calibration, not fitted with this pipeline."
        : string.Create(CultureInfo.InvariantCulture,
            $"Fitted on {Pairs:N0} pairs; {LeftOut:N0} more were left out for want of a usable face.");

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input.GetGetter<float>(inputs[0]), capacity);

    private bool IsMatch(float score) => Calibration.Decide(score) == MatchDecision.Match;

    private sealed class Work(FaceThresholdTransformer stage, ValueGetter<float> getScore, int capacity) : BlockWork
    {
        private static readonly string[] Names = Enum.GetNames<MatchDecision>();

        private readonly float[] scores = new float[capacity];
        private readonly bool[] matches = new bool[capacity];
        private readonly string[] decisions = new string[capacity];
        private readonly string[] promises = new string[capacity];

        public override void Read(int slot) => getScore(ref scores[slot]);

        public override void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                MatchDecision decision = stage.Calibration.Decide(scores[i]);
                matches[i] = decision == MatchDecision.Match;
                decisions[i] = Names[(int)decision];
                // Rows without a score were left out when the promise was made: it says nothing about them.
                promises[i] = float.IsNaN(scores[i]) ? "" : stage.promises;
            }
        }

        public override Delegate CreateGetter(int output, Slot slot)
        {
            string column = stage.Outputs[output].Name;
            return output == 0 ? SlotGetter.Of(matches, slot)
                : column == stage.columns.Threshold ? (ValueGetter<float>)((ref float value) => value = stage.Threshold)
                : column == stage.columns.Decision ? SlotGetter.OfText(decisions, slot)
                : SlotGetter.OfText(promises, slot);
        }
    }
}
