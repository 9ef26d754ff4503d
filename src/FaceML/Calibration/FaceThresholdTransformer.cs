using System.Globalization;
using FaceML.Rows;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Calibration;

/// <summary>Decides by a calibrated threshold; a score of NaN is no match. Made by <see cref="FaceThresholdEstimator"/>.</summary>
public sealed class FaceThresholdTransformer : FaceTransformer
{
    internal const string Stage = "CalibrateThreshold", StageKind = "threshold";

    private readonly string? thresholdColumn;
    private readonly string? decisionColumn;

    internal FaceThresholdTransformer(string scoreColumn, string outputColumn, string? thresholdColumn, string? decisionColumn, ThresholdCalibration calibration, long pairs, long leftOut)
        : base(Stage, [InputColumn.Single(scoreColumn)], OutputsOf(outputColumn, thresholdColumn, decisionColumn))
    {
        this.thresholdColumn = thresholdColumn;
        this.decisionColumn = decisionColumn;
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

    /// <summary>How many pairs it was fitted on.</summary>
    public long Pairs { get; }

    /// <summary>How many further pairs had no score, because a picture was missing or showed no usable face. The promise does not cover them.</summary>
    public long LeftOut { get; }

    internal override string Kind => StageKind;

    internal static OutputColumn[] OutputsOf(string output, string? threshold, string? decision)
    {
        List<OutputColumn> columns = [new(output, BooleanDataViewType.Instance)];
        if (threshold is not null)
        {
            columns.Add(new(threshold, NumberDataViewType.Single));
        }

        if (decision is not null)
        {
            columns.Add(new(decision, TextDataViewType.Instance));
        }

        return [.. columns];
    }

    internal static FaceThresholdTransformer Read(StageReader reader) => new(
        reader.Text("score"),
        reader.Text("output"),
        reader.TextOrNull("threshold"),
        reader.TextOrNull("decision"),
        CalibrationJson.Read(reader),
        reader.Long("pairs"),
        reader.Long("leftOut"));

    internal override void Write(StageWriter settings)
    {
        settings.Set("score", Inputs[0].Name);
        settings.Set("output", Outputs[0].Name);
        settings.Set("threshold", thresholdColumn);
        settings.Set("decision", decisionColumn);
        settings.Set("pairs", Pairs);
        settings.Set("leftOut", LeftOut);
        CalibrationJson.Write(settings, Calibration);
    }

    internal override IReadOnlyList<float> Probe() =>
        [Threshold, .. ((float[])[MathF.BitDecrement(Threshold), Threshold, float.NaN]).Select(score => IsMatch(score) ? 1f : 0f)];

    internal override string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"match when {Inputs[0].Name} ≥ {Threshold}: {string.Join("; ", Calibration.Promises)}. Fitted on {Pairs:N0} pairs; {LeftOut:N0} more were left out for want of a usable face.");

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) => new Work(this, input.GetGetter<float>(inputs[0]), capacity);

    private bool IsMatch(float score) => Calibration.Decide(score) == MatchDecision.Match;

    private sealed class Work(FaceThresholdTransformer stage, ValueGetter<float> getScore, int capacity) : BlockWork
    {
        private static readonly string[] Names = Enum.GetNames<MatchDecision>();

        private readonly float[] scores = new float[capacity];
        private readonly bool[] matches = new bool[capacity];
        private readonly string[] decisions = new string[capacity];

        public override void Read(int slot) => getScore(ref scores[slot]);

        public override void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                MatchDecision decision = stage.Calibration.Decide(scores[i]);
                matches[i] = decision == MatchDecision.Match;
                decisions[i] = Names[(int)decision];
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) =>
            output == 0 ? SlotGetter.Of(matches, slot)
            : output == 1 && stage.thresholdColumn is not null ? (ValueGetter<float>)((ref float value) => value = stage.Threshold)
            : SlotGetter.OfText(decisions, slot);
    }
}
