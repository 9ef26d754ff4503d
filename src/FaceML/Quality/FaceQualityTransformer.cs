using System.Globalization;
using FaceML.Recognition;
using FaceML.Rows;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Quality;

/// <summary>
/// Says of each face how likely it is recognized, 0 to 100, and marks those that are not recognizable. Made by <see
/// cref="FaceQualityEstimator"/>.
/// </summary>
internal sealed class FaceQualityTransformer : FaceTransformer
{
    internal const string Stage = "AssessQuality", StageKind = "quality";

    private readonly string? status;

    internal FaceQualityTransformer(FaceQualityAssessmentOptions options)
        : base(Stage, InputsOf(options), OutputsOf(options))
    {
        status = options.StatusColumnName;
        Model = ModelOf(options);
    }

    /// <summary>What faces are judged by.</summary>
    public FaceQualityModel Model { get; }

    internal override string Kind => StageKind;

    internal static InputColumn[] InputsOf(FaceQualityAssessmentOptions options)
    {
        var vector = InputColumn.Vector(options.InputColumnName, ModelOf(options).Dimension);
        return options.StatusColumnName is { } status ? [vector, InputColumn.Text(status)] : [vector];
    }

    internal static OutputColumn[] OutputsOf(FaceQualityAssessmentOptions options)
    {
        var quality = new OutputColumn(options.OutputColumnName, NumberDataViewType.Single);
        return options.StatusColumnName is { } status ? [quality, new(status, TextDataViewType.Instance)] : [quality];
    }

    internal static FaceQualityTransformer Read(StageReader reader) => new(new FaceQualityAssessmentOptions(
        reader.Text("output"), reader.Text("input"),
        reader.PartOrNull("model", FaceQualityJson.Read) ?? throw reader.Error("'model' is null"), reader.TextOrNull("status")));

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", Outputs[0].Name);
        settings.Set("input", Inputs[0].Name);
        settings.Set("status", status);
        settings.SetPart("model", Model, FaceQualityJson.Write);
    }

    internal override IReadOnlyList<float> Probe()
    {
        float[] vector = [.. Enumerable.Range(0, Model.Dimension).Select(i => MathF.Sin(i + 1) / MathF.Sqrt(Model.Dimension / 2f))];
        return [(float)Model.Quality(vector), Model.Compare(vector, vector)];
    }

    internal override string Describe() =>
        string.Create(CultureInfo.InvariantCulture,
        $"{Outputs[0].Name}, 0 to 100; below {Model.Floor} a face is not recognizable and nothing is decided.");

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input.GetGetter<VBuffer<float>>(inputs[0]), status is null ? null : input.GetGetter<ReadOnlyMemory<char>>(inputs[1]),
            capacity);

    private static FaceQualityModel ModelOf(FaceQualityAssessmentOptions options) => options.Model
        ?? throw new ArgumentException(
            $"{Stage} needs a quality model ({nameof(options.Model)}): that of a shipped calibration "
                + $"(RecipeCalibration.Find(...).Quality), or one made by {nameof(FaceQualityTrainer)}.", nameof(options));

    private sealed class Work(FaceQualityTransformer stage, ValueGetter<VBuffer<float>> getVector,
        ValueGetter<ReadOnlyMemory<char>>? getStatus, int capacity) : BlockWork
    {
        private readonly float[] qualities = new float[capacity];
        private readonly string[] statuses = new string[capacity];
        private VBuffer<float> vector;
        private ReadOnlyMemory<char> status;

        public override void Read(int slot)
        {
            getVector(ref vector);
            ReadOnlySpan<float> numbers = vector.IsDense ? vector.GetValues() : [.. vector.DenseValues()];
            qualities[slot] = float.IsNaN(numbers[0]) ? float.NaN : (float)stage.Model.Quality(numbers);
            if (getStatus is not null)
            {
                getStatus(ref status);
                // A face that was found and has no vector is one that was left out as covered.
                bool judged = qualities[slot] < stage.Model.Floor
                    || (float.IsNaN(qualities[slot]) && status.Span.SequenceEqual(nameof(FaceStatus.Found)));
                statuses[slot] = judged ? nameof(FaceStatus.NotRecognizable) : status.ToString();
            }
        }

        public override void Run(int count)
        {
        }

        public override Delegate CreateGetter(int output, Slot slot) => output == 0
            ? SlotGetter.Of(qualities, slot)
            : SlotGetter.OfText(statuses, slot);
    }
}
